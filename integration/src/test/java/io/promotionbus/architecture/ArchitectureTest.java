package io.promotionbus.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.promotionbus.PromotionBusApplication;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    private static final String BASE = "io.promotionbus";
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);
    private static final String BROKEN_BASE = BASE + ".architecture.broken";
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(BROKEN_BASE);

    static List<String> rules() {
        return List.copyOf(Rules.under(BASE).keySet());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void productKeepsTheRule(String rule) {
        Rules.under(BASE).get(rule).check(PRODUCT);
    }

    /** A rule that cannot fail protects nothing: the classes under {@code broken} break each one. */
    @ParameterizedTest
    @MethodSource("rules")
    void ruleSeesItsViolation(String rule) {
        assertThat(Rules.under(BROKEN_BASE).get(rule).evaluate(BROKEN).hasViolation())
                .as(rule)
                .isTrue();
    }

    @Test
    void modulesUseEachOtherAsDeclared() {
        assertThatCode(() ->
                        ApplicationModules.of(PromotionBusApplication.class).verify())
                .doesNotThrowAnyException();
    }

    /** {@code verify()} lets a module without a declaration use everything. */
    @Test
    void everyModuleDeclaresWhatItUses() {
        assertThat(ApplicationModules.of(PromotionBusApplication.class).stream()
                        .map(ApplicationModule::getBasePackage)
                        .map(root -> root.getAnnotation(org.springframework.modulith.ApplicationModule.class)))
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(declared -> assertThat(declared)
                        .hasValueSatisfying(module -> assertThat(module.allowedDependencies())
                                .doesNotContain(org.springframework.modulith.ApplicationModule.OPEN_TOKEN)));
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = PRODUCT.stream()
                .map(type -> type.getPackage())
                .distinct()
                .filter(found -> !found.isAnnotatedWith(org.jspecify.annotations.NullMarked.class))
                .map(found -> found.getName())
                .filter(name -> !name.equals(BASE))
                .sorted()
                .toList();
        assertThat(unmarked).isEmpty();
    }

    @Test
    void testsWaitForConditionsAndNeverSleep() {
        JavaClasses tests = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages(BASE);
        List<String> sleepers = tests.stream()
                .filter(type -> !type.getPackageName().contains(".sandbox"))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                        && call.getName().equals("sleep"))
                .map(call -> call.getOriginOwner().getName())
                .distinct()
                .toList();
        assertThat(sleepers).isEmpty();
    }
}
