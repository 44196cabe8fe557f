package ai.tulia.messaging.standalone.architecture;

import static ai.tulia.messaging.standalone.architecture.Product.module;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.security.OpenToAll;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.SignedByProvider;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMapping;

/** Rules of the code that no compiler holds, each with its reason. */
class CodeRulesTest {
    private static final int MAX_PARAMETERS = 10;
    /** Records with the fields of a JSON object that is flat for its readers. */
    private static final Set<String> FLAT_JSON = Set.of(
            // The API's requests and responses.
            "BatchItemRequest",
            "BroadcastRequest",
            "BroadcastResponse",
            "MessageListRequest",
            "MessageResponse",
            "Notice",
            "OperatorMessageResponse",
            "PlanResponse",
            "RecipientResponse",
            "ScheduleRequest",
            "ScheduleResponse",
            "TemplateResponse",
            "TenantResponse",
            "WebhookEndpointResponse",
            // A message as Twilio shows it, and as the simulator shows and keeps it.
            "MessageResource",
            "ReceivedMessage");

    @Test
    void theLedgerIsEnteredThroughItsDoorsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(module("store.database"), module("standalone"), module("bench"))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("javax\\.sql\\..*|com\\.zaxxer\\.hikari\\..*|java\\.sql\\.(Connection|DriverManager)"
                        + "|org\\.springframework\\.jdbc\\.datasource\\..*"
                        + "|org\\.springframework\\.transaction\\.(PlatformTransactionManager|support\\..*)")
                .because("TenantTransactions names the tenant before the first statement, OperatorDatabase,"
                        + " SweeperDatabase and EraserDatabase carry roles of their own; another way in would be"
                        + " one without a tenant")
                .check(Product.CLASSES);
    }

    @Test
    void sqlIsWrittenInTheStoreAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(module("store"), module("standalone"), module("bench"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "jakarta.persistence..", "org.hibernate..")
                .because("a statement beside the store would know tables that only the store may change")
                .check(Product.CLASSES);
    }

    @Test
    void entitiesStayInTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .bePackagePrivate()
                .because(
                        "whoever held one could change a row without its lock and its version; what leaves is a record")
                .check(Product.CLASSES);
    }

    @Test
    void everyParameterOfAStatementHasAName() {
        noClasses()
                .should()
                .callMethod(JdbcClient.StatementSpec.class, "param", Object.class)
                .orShould()
                .callMethod(JdbcClient.StatementSpec.class, "param", int.class, Object.class)
                .orShould()
                .callMethod(JdbcClient.StatementSpec.class, "params", Object[].class)
                .orShould()
                .callMethod(JdbcClient.StatementSpec.class, "params", List.class)
                .because("a column moved in a statement would take the next one's value")
                .check(Product.CLASSES);
    }

    @Test
    void everyRouteSaysWhoMayCallIt() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(module("api"))
                .and()
                .areMetaAnnotatedWith(RequestMapping.class)
                // Where the container brings what has failed already: it tells that, and nothing else.
                .and()
                .areDeclaredInClassesThat()
                .areNotAssignableTo(ErrorController.class)
                .should(namingARight())
                .because("a route without a right would be one without a tenant")
                .check(Product.CLASSES);
    }

    private static ArchCondition<JavaMethod> namingARight() {
        return new ArchCondition<>(
                "carry, or sit in a class that carries, @RequiresScope, @OperatorOnly, @SignedByProvider or"
                        + " @OpenToAll") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean named = Stream.of(
                                RequiresScope.class, OperatorOnly.class, SignedByProvider.class, OpenToAll.class)
                        .anyMatch(right -> method.isAnnotatedWith(right)
                                || method.getOwner().isAnnotatedWith(right));
                if (!named) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " names no right"));
                }
            }
        };
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beMetaAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beMetaAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beMetaAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beMetaAnnotatedWith("jakarta.annotation.Resource")
                .because("what a class needs stands in its constructor: it can be built, and read, without a container")
                .check(Product.CLASSES);
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .because("the null check skips packages that are not marked")
                .check(Product.CLASSES);
        var marked = Product.CLASSES.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .map(type -> type.getPackageName())
                .toList();
        assertThat(Product.CLASSES)
                .filteredOn(type -> !type.getSimpleName().equals("package-info"))
                .extracting(type -> type.getPackageName())
                .isSubsetOf(marked);
    }

    @Test
    void noConstructorHasMoreThanTenParametersUnlessItsJsonIsFlat() {
        Set<String> wide = Product.CLASSES.stream()
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> constructor.getRawParameterTypes().size() > MAX_PARAMETERS)
                .map(constructor -> constructor.getOwner().getSimpleName())
                .collect(Collectors.toSet());
        assertThat(wide)
                .as("of more than %d parameters some belong together, in a record of their own", MAX_PARAMETERS)
                .isEqualTo(FLAT_JSON);
    }
}
