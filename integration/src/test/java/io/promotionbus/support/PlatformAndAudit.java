package io.promotionbus.support;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** The bus without its features, for tests of what every feature stands on. Not a bean of the whole bus's scan. */
@EnableAutoConfiguration
@ComponentScan({"io.promotionbus.platform", "io.promotionbus.audit"})
final class PlatformAndAudit {}
