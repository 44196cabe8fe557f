package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.json.MergePatch;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerFilter;
import ai.tulia.messaging.store.customer.CustomerProfile;
import ai.tulia.messaging.store.customer.CustomerQueries;
import ai.tulia.messaging.store.customer.CustomerRepository;
import ai.tulia.messaging.store.customer.CustomerSearch;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@Tag(name = "Customers")
@RequestMapping("/v1/customers")
class CustomerController {
    private static final String ATTRIBUTES = "attributes";

    private final HeavyRequests heavy;
    private final TenantTransactions transactions;
    private final CustomerQueries reader;
    private final CustomerSearch search;
    private final CustomerRepository customers;
    private final MergePatch patches;
    private final Clock clock;

    CustomerController(
            HeavyRequests heavy,
            TenantTransactions transactions,
            CustomerQueries reader,
            CustomerSearch search,
            CustomerRepository customers,
            MergePatch patches,
            Clock clock) {
        this.heavy = heavy;
        this.transactions = transactions;
        this.reader = reader;
        this.search = search;
        this.customers = customers;
        this.patches = patches;
        this.clock = clock;
    }

    @ApiResponse(responseCode = "201", description = "The customer as stored", useReturnTypeSchema = true)
    @Operation(operationId = "createCustomer", summary = "Create a customer")
    @RequiresScope(Scopes.CUSTOMERS_WRITE)
    @PostMapping
    ResponseEntity<CustomerResponse> add(Caller caller, @RequestBody CustomerRequest request) {
        UUID tenant = caller.tenantId();
        CustomerProfile profile = request.checked(true);
        try {
            Customer customer =
                    transactions.call(tenant, () -> customers.add(tenant, Ids.next(), profile, clock.instant()));
            return ResponseEntity.created(URI.create("/v1/customers/" + customer.id()))
                    .body(CustomerResponse.of(customer));
        } catch (DuplicateKeyException e) {
            throw exists(caller, Objects.requireNonNull(profile.phoneNumber()));
        }
    }

    @Operation(
            operationId = "listCustomers",
            summary = "List customers, newest first",
            description = "What is given of the filters must all be so.")
    @ApiResponse(responseCode = "200", description = "A page of customers", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY + "; of a search, or with count")
    @RequiresScope(Scopes.CUSTOMERS_READ)
    @GetMapping
    Page<CustomerResponse> list(
            Caller caller,
            @Parameter(
                            description =
                                    "Letters that the name has one after the other, in whichever case; two are those"
                                            + " that it begins with")
                    @RequestParam(required = false)
                    @Nullable
                    String name,
            @Parameter(
                            description = "The number in E.164 form; or its beginning with +, or 4 or more digits that"
                                    + " follow each other in it")
                    @RequestParam(name = "phone_number", required = false)
                    @Nullable
                    String phoneNumber,
            @RequestParam(required = false) @Nullable String tag,
            @Parameter(description = "Name of an attribute, together with attribute_value")
                    @RequestParam(name = "attribute_key", required = false)
                    @Nullable
                    String attributeKey,
            @Parameter(description = "Its value, whether it is a text, a number or a boolean")
                    @RequestParam(name = "attribute_value", required = false)
                    @Nullable
                    String attributeValue,
            @RequestParam(defaultValue = "false") boolean count,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        UUID tenant = caller.tenantId();
        var page = PageRequest.of(limit, cursor);
        var filter = new CustomerListRequest(name, phoneNumber, tag, attributeKey, attributeValue).checked();
        return count || filter.isSearch()
                ? heavy.call(tenant, () -> found(tenant, filter, page, count))
                : found(tenant, filter, page, false);
    }

    private Page<CustomerResponse> found(UUID tenant, CustomerFilter filter, PageRequest page, boolean count) {
        List<Customer> rows = transactions.read(tenant, () -> search.page(tenant, filter, page.below(), page.fetch()));
        @Nullable Long total = count ? transactions.read(tenant, () -> search.count(tenant, filter)) : null;
        return Page.of(rows, page, Customer::id, CustomerResponse::of).withTotal(total);
    }

    @Operation(operationId = "getCustomer", summary = "Show a customer")
    @RequiresScope(Scopes.CUSTOMERS_READ)
    @GetMapping("/{id}")
    CustomerResponse get(Caller caller, @PathVariable UUID id) {
        return transactions
                .call(caller.tenantId(), () -> customers.find(caller.tenantId(), id))
                .map(CustomerResponse::of)
                .orElseThrow(CustomerController::notFound);
    }

    /** Absent fields stay; attributes are merged by key, null removing one. */
    @ApiResponse(responseCode = "200", description = "The customer as stored", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "Another customer has this phone_number")
    @Operation(operationId = "updateCustomer", summary = "Change a customer")
    @RequiresScope(Scopes.CUSTOMERS_WRITE)
    @PatchMapping("/{id}")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = CustomerRequest.class)))
    CustomerResponse change(Caller caller, @PathVariable UUID id, IfMatch ifMatch, @RequestBody ObjectNode patch) {
        UUID tenant = caller.tenantId();
        try {
            return transactions
                    .call(
                            tenant,
                            () -> customers.edit(tenant, id, ifMatch, old -> patched(old, patch), clock.instant()))
                    .map(CustomerResponse::of)
                    .orElseThrow(CustomerController::notFound);
        } catch (DuplicateKeyException e) {
            throw exists(caller, patch.path("phone_number").asString());
        }
    }

    private CustomerProfile patched(Customer old, ObjectNode patch) {
        var patched = patches.apply(CustomerRequest.class, CustomerRequest.of(old.profile()), patch, ATTRIBUTES);
        var attributes = patched.attributes();
        new Checks()
                .possible(
                        attributes == null || attributes.size() <= CustomerRules.MAX_ATTRIBUTES,
                        "too_many_attributes",
                        ATTRIBUTES,
                        "would be more than " + CustomerRules.MAX_ATTRIBUTES,
                        "remove some by giving them as null")
                .done();
        return patched.checked(old.profile().phoneNumber() != null);
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("customer");
    }

    private ApiProblem exists(Caller caller, String phoneNumber) {
        var problem = ApiProblem.of(
                HttpStatus.CONFLICT, "customer_exists", "a customer with this phone_number exists; change that one");
        transactions
                .call(caller.tenantId(), () -> reader.withNumber(caller.tenantId(), phoneNumber))
                .ifPresent(id -> problem.with("customer_id", id));
        return problem;
    }
}
