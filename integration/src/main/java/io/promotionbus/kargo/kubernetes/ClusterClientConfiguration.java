package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.promotionbus.kargo.spring.KargoProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClusterClientConfiguration {

    private static final int RECONNECT_MILLIS = 250;

    /**
     * The one client. It never repeats a request by itself: a create that timed out may have worked, and only the caller
     * knows how to find out. Watches reconnect for ever, at most half a minute apart.
     */
    @Bean(destroyMethod = "close")
    KubernetesClient kubernetesClient(KargoProperties properties) {
        Config config = new ConfigBuilder()
                .withConnectionTimeout((int) properties.connectTimeout().toMillis())
                .withRequestTimeout((int) properties.requestTimeout().toMillis())
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(RECONNECT_MILLIS)
                .withUserAgent("promotion-bus")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
