package io.promotionbus.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test that works in the shared sandbox, see {@link SandboxExtension}. Such tests mostly wait, so they run beside all
 * others, but never two of them at a time: they share its stages and its clock.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("sandbox")
public @interface InSandbox {}
