package io.promotionbus.feed.camel;

import io.promotionbus.feed.GitHost;
import io.promotionbus.platform.Dependencies;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GitHostConfiguration {

    /** Without a token GitHub is not asked: sixty anonymous requests an hour are no basis. */
    @Bean
    GitHost gitHost(
            Origins origins,
            Dependencies dependencies,
            @Value("${bus.github.api-url:https://api.github.com}") URI api,
            @Value("${bus.github.token:}") String token) {
        return new CamelGitHost(origins, api, token.isBlank() ? null : token, dependencies);
    }
}
