package io.promotionbus.audit.spring;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.audit.HeadSink;
import io.promotionbus.audit.LineageSource;
import io.promotionbus.audit.ReadLineage;
import io.promotionbus.audit.RouteSuspensions;
import io.promotionbus.audit.SealEvents;
import io.promotionbus.audit.Seals;
import io.promotionbus.audit.SigningKey;
import io.promotionbus.audit.SuspendRoute;
import io.promotionbus.audit.VerificationKeys;
import io.promotionbus.audit.VerifyAudit;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.InvalidConfiguration;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.platform.security.SignIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

    private static final String SIGNING_KEY = "bus.audit.signing-key";

    @Bean
    SigningKey auditSigningKey(AuditProperties properties) {
        try {
            return SigningKey.of(properties.keyId(), pem(SIGNING_KEY, properties.signingKey()));
        } catch (IllegalArgumentException e) {
            throw InvalidConfiguration.wrong(SIGNING_KEY, "it is not an Ed25519 private key in PEM PKCS#8 form");
        }
    }

    @Bean
    VerificationKeys auditVerificationKeys(AuditProperties properties, SigningKey key) {
        VerificationKeys keys = new VerificationKeys();
        properties.publicKeys().forEach((id, value) -> {
            String property = "bus.audit.public-keys." + id;
            try {
                keys.with(id, VerificationKeys.publicKey(pem(property, value)));
            } catch (IllegalArgumentException e) {
                throw InvalidConfiguration.wrong(property, "it is not an Ed25519 public key in PEM form");
            }
        });
        return keys.with(key.id(), key.publicKey());
    }

    @Bean
    HeadSink auditHeadSink(AuditProperties properties) {
        return new HeadSink(properties.headFile());
    }

    @Bean
    SuspendRoute suspendRoute(
            RouteSuspensions suspensions,
            AuditLog audit,
            Transactions transactions,
            Signals signals,
            BusinessClock clock) {
        return new SuspendRoute(suspensions, audit, transactions, signals, clock);
    }

    @Bean
    SealEvents sealEvents(Seals seals, HeadSink sink) {
        return new SealEvents(seals, sink);
    }

    @Bean
    VerifyAudit verifyAudit(Seals seals, VerificationKeys keys, HeadSink sink) {
        return new VerifyAudit(seals, keys, sink);
    }

    @Bean
    ReadLineage readLineage(AuditEvents events, ObjectProvider<LineageSource> sources) {
        return new ReadLineage(events, sources.orderedStream().toList());
    }

    /** A login is a business event; if it cannot be recorded it does not happen. */
    @Bean
    SignIns auditedSignIns(AuditLog log, Transactions transactions) {
        return requester -> transactions.run(
                () -> log.record(AuditEntry.of(Actor.Person.of(requester), "login", "person", requester.subject())));
    }

    private static String pem(String property, String value) {
        if (value.contains("-----BEGIN")) {
            return value;
        }
        try {
            return Files.readString(Path.of(value.strip()));
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw InvalidConfiguration.wrong(property, "it is neither PEM nor a file that can be read");
        }
    }
}
