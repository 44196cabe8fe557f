package ai.tulia.messaging.worker.temporal;

import ai.tulia.messaging.workflows.message.SearchAttribute;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Registers the search attributes at start, so that a fresh server needs no step by hand. */
@Component
class SearchAttributeRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(SearchAttributeRegistration.class);

    private final WorkflowClient temporal;

    SearchAttributeRegistration(WorkflowClient temporal) {
        this.temporal = temporal;
    }

    /** A server that knows them already, or where we may not, changes nothing: starting workflows would tell. */
    void register() {
        var request = AddSearchAttributesRequest.newBuilder()
                .setNamespace(temporal.getOptions().getNamespace());
        SearchAttribute.ALL.forEach(attribute ->
                request.putSearchAttributes(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        var operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder(
                        temporal.getWorkflowServiceStubs().getOptions())
                .validateAndBuildWithDefaults());
        try {
            operator.blockingStub().withDeadlineAfter(5, TimeUnit.SECONDS).addSearchAttributes(request.build());
        } catch (StatusRuntimeException e) {
            LOG.info("search attributes were not registered: {}", e.getStatus().getCode());
        } finally {
            operator.shutdownNow();
        }
    }
}
