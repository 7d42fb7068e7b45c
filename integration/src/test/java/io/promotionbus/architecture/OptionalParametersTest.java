package io.promotionbus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.ValueConstants;

/**
 * Spring Framework 6 does not see JSpecify's {@code @Nullable}, which is an annotation of the type: a query parameter that
 * the code may do without is demanded from every caller (400) unless it says {@code required = false}.
 */
class OptionalParametersTest {

    @Test
    void saysOptionalWhereItMeansIt() {
        List<String> wrong = new ArrayList<>();
        List<JavaClass> controllers = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.promotionbus").stream()
                        .filter(type -> type.isAnnotatedWith(RestController.class))
                        .toList();
        for (JavaClass controller : controllers) {
            for (Method method : controller.reflect().getDeclaredMethods()) {
                for (int i = 0; i < method.getParameterCount(); i++) {
                    if (demandedButNullable(method, i)) {
                        wrong.add(controller.getSimpleName() + "." + method.getName() + " parameter " + (i + 1));
                    }
                }
            }
        }

        assertThat(controllers).isNotEmpty();
        assertThat(wrong).isEmpty();
        assertThat(demandedButNullable(example(), 0)).as("the check itself").isTrue();
    }

    private static boolean demandedButNullable(Method method, int index) {
        Parameter parameter = method.getParameters()[index];
        RequestParam asked = parameter.getAnnotation(RequestParam.class);
        return asked != null
                && asked.required()
                && asked.defaultValue().equals(ValueConstants.DEFAULT_NONE)
                && parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !new MethodParameter(method, index).isOptional();
    }

    private static Method example() {
        try {
            return Example.class.getDeclaredMethod("list", String.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Example {
        @SuppressWarnings("unused")
        void list(@RequestParam @Nullable String q) {}
    }
}
