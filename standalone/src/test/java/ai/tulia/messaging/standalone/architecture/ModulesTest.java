package ai.tulia.messaging.standalone.architecture;

import static ai.tulia.messaging.standalone.architecture.Product.module;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Dependencies point one way. Maven holds the modules apart; this holds the direction, whoever edits a pom. */
class ModulesTest {
    /** What each module may see of ours beside itself. */
    private static final Map<String, Set<String>> MAY_SEE = Map.of(
            "domain", Set.of(),
            "workflows", Set.of("domain"),
            "store", Set.of("domain"),
            "activities", Set.of("domain", "workflows", "store"),
            "api", Set.of("domain", "workflows", "store", "activities"),
            "worker", Set.of("domain", "workflows", "store", "activities"),
            "twiliosimulator", Set.of());

    @TestFactory
    List<DynamicTest> aModuleSeesOnlyTheOnesBelowIt() {
        return MAY_SEE.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> seesOnlyThoseBelow(name)))
                .toList();
    }

    private static void seesOnlyThoseBelow(String name) {
        var allowed = MAY_SEE.get(name);
        noClasses()
                .that()
                .resideInAPackage(module(name))
                .should()
                .dependOnClassesThat(oursBut(name, allowed))
                .because("rules stand on nothing, memory and workflows on rules, doors and workers on all three; a"
                        + " dependency the other way would tie the rules to a process")
                .check(Product.CLASSES);
    }

    private static DescribedPredicate<JavaClass> oursBut(String name, Set<String> allowed) {
        return DescribedPredicate.describe("are of modules other than " + name + " and " + allowed, type -> {
            if (!type.getPackageName().startsWith(Product.BASE + ".")) {
                return false;
            }
            String module = type.getPackageName().split("\\.")[3];
            return !module.equals(name) && !allowed.contains(module);
        });
    }

    @Test
    void theApiSeesOfActivitiesWhatDispatches() {
        noClasses()
                .that()
                .resideInAPackage(module("api"))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of activities other than dispatch and delivery",
                        type -> type.getPackageName().startsWith(Product.BASE + ".activities")
                                && !type.getPackageName().startsWith(Product.BASE + ".activities.dispatch")
                                && !type.getPackageName().startsWith(Product.BASE + ".activities.delivery")))
                .because("what may go now is dispatched by the same code as everything else; the steps of workflows are"
                        + " the worker's")
                .check(Product.CLASSES);
    }

    @Test
    void whatDispatchesNeedsNoActivity() {
        noClasses()
                .that()
                .resideInAnyPackage(module("activities.dispatch"), module("activities.delivery"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.temporal..")
                .because("it runs in an API process as well")
                .check(Product.CLASSES);
    }

    @Test
    void everyModuleWithCodeIsChecked() {
        var found = Product.CLASSES.stream()
                .map(type -> type.getPackageName().split("\\."))
                .filter(words -> words.length > 3)
                .map(words -> words[3])
                .distinct()
                .filter(module -> !List.of("standalone", "bench").contains(module))
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(MAY_SEE.keySet());
    }

    @Test
    void theRulesAreFreeOfFrameworksAndOfTheOutsideWorld() {
        noClasses()
                .that()
                .resideInAPackage(module("domain"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "io.temporal..",
                        "jakarta..",
                        "java.sql..",
                        "javax.sql..",
                        "java.net..",
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.concurrent..",
                        "org.slf4j..")
                .because("a rule is a function of its arguments: it is tested without a mock and read without a manual")
                .check(Product.CLASSES);
    }

    @Test
    void theRulesHaveNoClockOfTheirOwn() {
        noClasses()
                .that()
                .resideInAPackage(module("domain"))
                .should()
                .callMethodWhere(Forbidden.readingTheClockOrChance())
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class)
                .because("now is an argument: worker clocks drift, workflow time is replayed, and tests skip it")
                .check(Product.CLASSES);
    }

    @Test
    void onlyTheWorkerPolls() {
        noClasses()
                .that()
                .resideOutsideOfPackages(Arrays.asList(module("worker"), module("standalone"), module("bench"))
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.temporal.worker..")
                .because("an API process starts and steers; work that it ran would die with it")
                .check(Product.CLASSES);
    }
}
