package io.promotionbus.platform.security;

import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands controllers the {@link Requester} as an argument, so that nothing behind the edge reads the security context. */
@Component
class RequesterArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    RequesterArgument() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Requester.class);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Requester.class;
    }

    @Override
    public Requester resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        return Requesters.of(SecurityContextHolder.getContext().getAuthentication())
                .orElseThrow(() -> ProblemException.of(401, "unauthenticated"));
    }
}
