package io.promotionbus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The drawing of the architecture as rules. Each takes the package the features stand under, so that tests can break it. */
final class Rules {

    private static final String[] JDBC = {
        "java.sql..",
        "javax.sql..",
        "org.springframework.jdbc..",
        "org.springframework.data..",
        "org.postgresql..",
        "com.zaxxer.."
    };

    private Rules() {}

    static Map<String, ArchRule> under(String base) {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put(
                "camelOnlyInCamelPackages",
                noClasses()
                        .that()
                        .resideOutsideOfPackage("..camel..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.apache.camel..")
                        .because("routes are technology; rules must not know them"));
        rules.put(
                "jdbcOnlyInJdbcPackages",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..jdbc..", base + ".platform.persistence..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(JDBC)
                        .because("SQL stays behind ports"));
        rules.put(
                "rootsArePureJava",
                noClasses()
                        .that(areIn(base))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.springframework..",
                                "org.apache.camel..",
                                "java.sql..",
                                "javax.sql..",
                                "jakarta.servlet..")
                        .because("a feature's root is its public face and its rules"));
        rules.put(
                "kubernetesClientOnlyInKubernetesPackages",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..kubernetes..", base + ".kargo.camel..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.fabric8..")
                        .because("the cluster is seen through typed objects of ours"));
        rules.put(
                "mailOnlyInMailPackages",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..mail..", "..camel..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("jakarta.mail..")
                        .because("channels are technology"));
        rules.put(
                "mvcOnlyInWebPackages",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..web..", "..spring..", base + ".platform..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.springframework.web.bind..", "org.springframework.web.servlet..")
                        .because("HTTP stays at the edge"));
        rules.put(
                "securityContextOnlyAtTheEdge",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(base + ".platform.security..")
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("org.springframework.security.core.context.SecurityContextHolder")
                        .because("routes run on other threads; the person is passed on as a Requester"));
        rules.put(
                "timeComesFromClocks",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(base + ".platform.persistence..")
                        .and()
                        .haveSimpleNameNotEndingWith("RestoreMark")
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(Clock.class, "systemUTC")
                        .because("business time and wall time are beans"));
        rules.put(
                "noFieldInjection",
                noFields()
                        .should()
                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                        .because("constructors say what a class needs")
                        .allowEmptyShould(true));
        return rules;
    }

    private static DescribedPredicate<JavaClass> areIn(String base) {
        return DescribedPredicate.describe("are in a feature's root under " + base, type -> {
            String name = type.getPackageName();
            boolean below = name.startsWith(base + ".");
            return below
                    && name.indexOf('.', base.length() + 1) < 0
                    && !type.getSimpleName().equals("package-info");
        });
    }
}
