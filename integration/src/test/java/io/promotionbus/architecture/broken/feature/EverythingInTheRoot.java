package io.promotionbus.architecture.broken.feature;

import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.mail.Session;
import java.time.Instant;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;

/** Breaks every rule on purpose; never part of the product. */
class EverythingInTheRoot {

    @Autowired
    private DataSource database;

    private CamelContext camel;
    private KubernetesClient cluster;
    private Session mail;

    @GetMapping
    Object everything() {
        return new Object[] {database, camel, cluster, mail, Instant.now(), SecurityContextHolder.getContext()};
    }
}
