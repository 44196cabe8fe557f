package ai.tulia.messaging.standalone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.workflows.message.MessageActivities;
import ai.tulia.messaging.workflows.message.MessageWorkflow;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.workflow.WorkflowInterface;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Workflow code is run again from its history, on another machine and days later: it must do the same again. Replay
 * tests find what a stored history goes through; this finds the rest.
 */
class WorkflowDeterminismTest {
    private static final String WORKFLOWS = Product.module("workflows");

    private static final DescribedPredicate<JavaClass> WORKFLOW_CODE = DescribedPredicate.describe(
            "are workflow code",
            type -> type.getAllRawInterfaces().stream()
                    .anyMatch(each -> each.isAnnotatedWith(WorkflowInterface.class)));

    private static final ArchRule THE_SAME_AGAIN = noClasses()
            .that(WORKFLOW_CODE)
            .should()
            .callMethodWhere(Forbidden.readingTheClockOrChance())
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio..",
                    "java.net..",
                    "java.sql..",
                    "java.util.concurrent..",
                    "org.springframework..",
                    "ai.tulia.messaging.store..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.slf4j.LoggerFactory")
            .because(
                    "a replay that reads another clock, chance, file or thread decides otherwise than the history says,"
                            + " and the message hangs");

    private static final ArchRule NO_ZONES = noClasses()
            .that(WORKFLOW_CODE)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\.(ZoneId|ZonedDateTime|LocalDateTime|LocalDate|LocalTime|zone\\..*)")
            .because("the rules of time zones change with the JVM: local time is worked out in a step, and recorded");

    private static final ArchRule NOTHING_INJECTED = constructors()
            .that()
            .areDeclaredInClassesThat(WORKFLOW_CODE)
            .should()
            .haveRawParameterTypes(new Class<?>[0])
            .because("the Spring Boot starter would inject a bean that reads a clock or a row into what is replayed");

    @Test
    void aReplayDoesTheSameAgain() {
        THE_SAME_AGAIN.check(Product.CLASSES);
        NO_ZONES.check(Product.CLASSES);
        NOTHING_INJECTED.check(Product.CLASSES);
    }

    @Test
    void nothingIsSharedBetweenWorkflows() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(WORKFLOWS)
                .and()
                .haveModifier(JavaModifier.STATIC)
                .should()
                .beFinal()
                .because("a static that changes carries one message's state into another's replay")
                .check(Product.CLASSES);
    }

    @Test
    void workflowsAreOnlyWhereTheRuleLooks() {
        classes()
                .that(WORKFLOW_CODE)
                .should()
                .resideInAPackage(WORKFLOWS)
                .because("what runs in a workflow is kept and versioned in one module")
                .check(Product.CLASSES);
    }

    /** A rule that finds nothing proves nothing. */
    @Test
    void plantedBreachesAreFound() {
        var planted = new ClassFileImporter().importClasses(Planted.class, PlantedZone.class, PlantedBean.class);

        assertThatThrownBy(() -> THE_SAME_AGAIN.check(planted))
                .hasMessageContaining("Instant.now")
                .hasMessageContaining("randomUUID");
        assertThatThrownBy(() -> NO_ZONES.check(planted)).hasMessageContaining("ZoneId");
        assertThatThrownBy(() -> NOTHING_INJECTED.check(planted)).hasMessageContaining("PlantedBean");
    }

    abstract static class Planted implements MessageWorkflow {
        @Override
        public void wake() {
            if (Instant.now().equals(Instant.EPOCH) && UUID.randomUUID().version() == 0) {
                throw new IllegalStateException();
            }
        }
    }

    abstract static class PlantedBean implements MessageWorkflow {
        PlantedBean(MessageActivities bean) {}
    }

    abstract static class PlantedZone implements MessageWorkflow {
        @Override
        public void wake() {
            if (Instant.EPOCH.atZone(java.time.ZoneId.of("Europe/Berlin")).getHour() == 0) {
                throw new IllegalStateException();
            }
        }
    }
}
