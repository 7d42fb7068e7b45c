package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The chart sets what the bus cannot start without, in names that the bus reads. */
class PromotionBusConfigurationTest {

    /** Read one by one, not as part of a record. */
    private static final List<String> SINGLE = List.of("bus.database.migrate", "bus.github.api-url", "bus.registries");

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    @ParameterizedTest
    @ValueSource(strings = {"", "everything-values.yaml", "plain-values.yaml"})
    void satisfiesEveryRecordOfTheBus(String scenario) {
        StandardEnvironment environment = configured(scenario).environment();
        assertThat(records()).hasSizeGreaterThan(8);
        List<String> problems = new ArrayList<>();
        for (Class<?> type : records()) {
            problems.addAll(problems(environment, type));
        }
        assertThat(problems).isEmpty();
        checkDatabase(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "everything-values.yaml"})
    void setsNothingThatTheBusDoesNotRead(String scenario) {
        Set<String> known = new TreeSet<>(SINGLE);
        for (Class<?> type : records()) {
            Arrays.stream(type.getRecordComponents())
                    .map(component -> prefix(type) + "." + kebab(component.getName()))
                    .forEach(known::add);
        }
        assertThat(configured(scenario).names())
                .filteredOn(name -> name.startsWith("bus."))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).as(name).anyMatch(one -> continues(name, one)));
    }

    @Test
    void noticesWhatIsMissing() {
        StandardEnvironment nothing = new StandardEnvironment();
        assertThat(records().stream().flatMap(type -> problems(nothing, type).stream()))
                .anyMatch(problem -> problem.startsWith("bus.publicUrl"))
                .anyMatch(problem -> problem.startsWith("bus.mail.from"))
                .anyMatch(problem -> problem.startsWith("bus.audit.signingKey"));
        assertThatThrownBy(() -> checkDatabase(nothing)).hasMessageContaining("spring.datasource");
    }

    @Test
    void readsTwoSecretsOfASourceWhileOneIsReplaced() {
        Binder binder = Binder.get(configured("everything-values.yaml").environment());
        assertThat(binder.bind("bus.intake.github.default.secrets", Bindable.listOf(String.class))
                        .get())
                .hasSize(2)
                .containsOnly(BusConfigurationOfTheChart.SECRET);
        assertThat(binder.bind("bus.registries.[docker.io].username", String.class)
                        .get())
                .isEqualTo(BusConfigurationOfTheChart.SECRET);
        assertThat(binder.bind("bus.registries.[registry.example.org:5000].url", String.class)
                        .get())
                .isEqualTo("http://registry.example.org:5000");
        assertThat(binder.bind("bus.audit.public-keys.[seal-1]", String.class).get())
                .contains("BEGIN PUBLIC KEY");
    }

    @Test
    void tellsChatRoomsAndMachines() {
        Binder binder = Binder.get(configured("everything-values.yaml").environment());
        assertThat(binder.bind("bus.notification.slack.releases.url", String.class)
                        .get())
                .isEqualTo(BusConfigurationOfTheChart.SECRET);
        assertThat(binder.bind("bus.notification.slack.releases.stages", Bindable.listOf(String.class))
                        .get())
                .containsExactly("prod");
        assertThat(binder.bind("bus.notification.webhooks.deploys.secrets", Bindable.listOf(String.class))
                        .get())
                .hasSize(2)
                .containsOnly(BusConfigurationOfTheChart.SECRET);
        assertThat(binder.bind("bus.notification.webhooks.deploys.projects", Bindable.setOf(String.class))
                        .orElse(Set.of()))
                .isEmpty();
        assertThat(binder.bind("bus.notification.allowed-hosts", Bindable.listOf(String.class))
                        .get())
                .contains("hooks.slack.com");
        assertThat(configured("").names()).noneMatch(name -> name.startsWith("bus.notification"));
    }

    @Test
    void isAnAppOrHasATokenToGitHub() {
        Binder app = Binder.get(configured("everything-values.yaml").environment());
        assertThat(app.bind("bus.github.app.private-key", String.class).get())
                .isEqualTo(BusConfigurationOfTheChart.SECRET);
        assertThat(app.bind("bus.github.app.installation-id", String.class).get())
                .isEqualTo("5551234");
        assertThat(app.bind("bus.github.token", String.class).isBound()).isFalse();
        assertThat(app.bind("bus.intake.github.default.hook-id", Long.class).get())
                .isEqualTo(412_345_678L);
        Binder nobody = Binder.get(configured("").environment());
        assertThat(nobody.bind("bus.github.app.id", String.class).isBound()).isFalse();
        assertThat(nobody.bind("bus.github.token", String.class).isBound()).isFalse();
    }

    private static BusConfigurationOfTheChart configured(String scenario) {
        return new BusConfigurationOfTheChart(PromotionBusChart.objects(scenario));
    }

    private static List<String> problems(StandardEnvironment environment, Class<?> type) {
        Object bound = Binder.get(environment).bindOrCreate(prefix(type), Bindable.of(type));
        return VALIDATOR.validate(bound).stream()
                .map((ConstraintViolation<Object> violation) ->
                        prefix(type) + "." + violation.getPropertyPath() + ": " + violation.getMessage())
                .toList();
    }

    /** The bus's own check of what belongs to Spring Boot. */
    private static void checkDatabase(StandardEnvironment environment) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("environment", environment);
        ((BeanFactoryPostProcessor)
                        BeanUtils.instantiateClass(type("io.promotionbus.platform.persistence.RequiredProperties")))
                .postProcessBeanFactory(beans);
    }

    private static List<Class<?>> records() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> types = new ArrayList<>();
        scan.findCandidateComponents("io.promotionbus").forEach(found -> types.add(type(found.getBeanClassName())));
        types.removeIf(type -> !type.isRecord() || !prefix(type).startsWith("bus"));
        return types;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String prefix(Class<?> type) {
        return type.getAnnotation(ConfigurationProperties.class).value();
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean continues(String name, String known) {
        return name.equals(known) || name.startsWith(known + ".") || name.startsWith(known + "[");
    }
}
