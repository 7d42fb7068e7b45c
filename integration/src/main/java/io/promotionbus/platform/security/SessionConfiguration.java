package io.promotionbus.platform.security;

import io.promotionbus.platform.PublicUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Sessions live in PostgreSQL, so that any replica serves any person and a restart logs nobody out. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SessionConfiguration.class);

    @Bean
    CookieSerializer sessionCookie(PublicUrl publicUrl) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("SESSION");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setUseSecureCookie(publicUrl.secure());
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        return cookie;
    }

    /** What an older version stored and this one cannot read means "log in again", not an error on every request. */
    @Bean
    GenericConversionService springSessionConversionService() {
        GenericConversionService conversion = new GenericConversionService();
        SerializingConverter write = new SerializingConverter();
        DeserializingConverter read = new DeserializingConverter(getClass().getClassLoader());
        conversion.addConverter(Object.class, byte[].class, write);
        conversion.addConverter(byte[].class, Object.class, bytes -> {
            try {
                return read.convert(bytes);
            } catch (SerializationFailedException unreadable) {
                LOG.info("A session attribute of another version was dropped: {}", unreadable.getMessage());
                return null;
            }
        });
        return conversion;
    }
}
