package ai.tulia.messaging.standalone.architecture;

import static ai.tulia.messaging.standalone.architecture.Product.module;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PatchMapping;

/** Each thing is done in one place, found by its name. */
class PlacesTest {
    @Test
    void aFileOfCustomersOrRecipientsIsReadInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(module("api.csv"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("de.siegmar.fastcsv.reader..")
                .because("limits, header and errors of a CSV file are the same for whatever it holds")
                .check(Product.CLASSES);
    }

    @Test
    void jsonIsReadAndWrittenByOneMapper() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        module("workflows"), module("store"), module("activities"), module("api"), module("worker"))
                .and()
                // The store's, for its columns.
                .doNotHaveFullyQualifiedName(Product.BASE + ".store.database.Json")
                .and()
                // The container writes problems, too, where there is no bean.
                .doNotHaveFullyQualifiedName(Product.BASE + ".api.problem.ProblemDocument")
                .and()
                // And names their types.
                .doNotHaveFullyQualifiedName(Product.BASE + ".api.problem.ProblemTypes")
                .should()
                .callCodeUnitWhere(target(owner(assignableTo("tools.jackson.databind.ObjectMapper")))
                        .and(target(nameMatching("builder|shared|<init>"))))
                .because("times and unknown fields are the same wherever JSON is read or written; what is injected is"
                        + " Spring's")
                .check(Product.CLASSES);
    }

    @Test
    void everyPatchIsAMergePatch() {
        methods()
                .that()
                .areAnnotatedWith(PatchMapping.class)
                .should(new ArchCondition<JavaMethod>("take an object and merge it by MergePatch") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean merges = method.getRawParameterTypes().stream()
                                        .anyMatch(type -> type.getSimpleName().equals("ObjectNode"))
                                && method.getOwner().getDirectDependenciesFromSelf().stream()
                                        .anyMatch(to -> to.getTargetClass()
                                                .getName()
                                                .equals(Product.BASE + ".api.json.MergePatch"));
                        if (!merges) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName() + " does not"));
                        }
                    }
                })
                .because("what an absent field and null mean is the same on every route")
                .check(Product.CLASSES);
    }

    @Test
    void whatSeesAllTenantsIsTheSweepersSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages(module("store.sweep"), module("store.database"))
                .and()
                // Whose notices are due.
                .doNotHaveFullyQualifiedName(Product.BASE + ".store.notice.NoticeOutbox")
                .and()
                // Whose units are journaled.
                .doNotHaveFullyQualifiedName(Product.BASE + ".store.quota.QuotaJournalSweeper")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("SweeperDatabase")
                .because("a query across tenants is read with care, and found in one place")
                .check(Product.CLASSES);
    }

    @Test
    void whatRemovesOldDataIsInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackages(module("store.retention"), module("store.database"))
                .should()
                .dependOnClassesThat()
                .haveSimpleName("EraserDatabase")
                .because("what deletes from the ledger is read with care, and found in one place")
                .check(Product.CLASSES);
    }

    @Test
    void whatTheRulesKnowOfTwilioSaysSo() {
        classes()
                .that()
                .resideInAPackage(module("domain"))
                .and()
                .haveSimpleNameContaining("Twilio")
                .should()
                .resideInAPackage(module("domain.twilio"))
                .because("another provider would have tables of its own")
                .check(Product.CLASSES);
    }

    @Test
    void aModuleHasNoClassInThePackageOfAnother() throws IOException {
        Path root = Path.of("..").toRealPath();
        try (Stream<Path> modules = Files.list(root)) {
            assertThat(modules.filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                            .flatMap(module -> strangers(root, module)))
                    .as("a class in another module's package sees what that module hides")
                    .isEmpty();
        }
    }

    private static Stream<String> strangers(Path root, Path module) {
        String own = module.getFileName().toString().replace("-", "");
        Path packages = module.resolve("src/main/java/ai/tulia/messaging");
        try (Stream<Path> files = Files.walk(packages)) {
            List<String> found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !packages.relativize(file).startsWith(own))
                    .map(file -> root.relativize(file).toString())
                    .toList();
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
