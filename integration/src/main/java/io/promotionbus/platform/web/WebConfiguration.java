package io.promotionbus.platform.web;

import io.promotionbus.platform.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlatformProperties.class)
class WebConfiguration implements WebMvcConfigurer {

    private final String console;

    WebConfiguration(@Value("${bus.console:classpath:/META-INF/resources/}") String console) {
        this.console = console;
    }

    /** Every bundle under {@code messages/}: English in the file itself, Portuguese beside it. */
    @Bean
    MessageSource messageSource() throws IOException {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        for (Resource bundle :
                new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
            String file = String.valueOf(bundle.getFilename());
            if (!file.contains("_")) {
                messages.addBasenames("messages/" + file.substring(0, file.lastIndexOf('.')));
            }
        }
        return messages;
    }

    /** Innermost, so that it answers before Tomcat's own page does. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusalsOfTheServer(Problems problems) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve(problems)));
    }

    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        for (HttpMessageConverter<?> converter : converters) {
            if (converter instanceof MappingJackson2HttpMessageConverter json) {
                json.setObjectMapper(RequestJson.strict(json.getObjectMapper()));
            }
        }
    }

    @Bean
    PublicUrl publicUrl(PlatformProperties properties) {
        return new PublicUrl(properties.publicUrl());
    }

    /** Files under assets carry a hash of their content in the name; the others may change under the same name. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(console + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler("/*.svg", "/*.png", "/*.ico", "/*.webmanifest", "/robots.txt")
                .addResourceLocations(console)
                .setCacheControl(CacheControl.noCache());
    }

    /** Any Portuguese means Brazilian Portuguese, everything else English. */
    @Bean
    LocaleResolver localeResolver() {
        return new AcceptHeaderLocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                return Languages.of(request.getHeader("Accept-Language"));
            }
        };
    }
}
