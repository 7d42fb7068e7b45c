package io.promotionbus.notification.mail;

import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Content to text and HTML. An engine of its own: the web layer has no server-side pages and must not get any. */
final class Renderer {

    private final SpringTemplateEngine html = engine(".html", TemplateMode.HTML);
    private final SpringTemplateEngine text = engine(".txt", TemplateMode.TEXT);

    private static SpringTemplateEngine engine(String suffix, TemplateMode mode) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Renderer.class.getClassLoader());
        resolver.setPrefix("mail/");
        resolver.setSuffix(suffix);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCacheable(true);
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }

    String html(Content content) {
        return html.process("message", context(content));
    }

    String text(Content content) {
        return text.process("message", context(content)).stripLeading();
    }

    private static Context context(Content content) {
        Context context = new Context(content.locale());
        context.setVariable("mail", content);
        return context;
    }
}
