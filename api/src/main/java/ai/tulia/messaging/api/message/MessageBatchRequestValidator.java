package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.problem.JsonProblems;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.api.requestfields.RequestedTimeValidator;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether a batch, and each of its items, is right in itself. */
@Component
class MessageBatchRequestValidator {
    private static final Pattern DEDUPE_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final JsonMapper json;

    MessageBatchRequestValidator(JsonMapper json) {
        this.json = json;
    }

    /** @throws ApiProblem 400 for a batch of none or too many */
    List<BatchItem> checked(MessageBatchRequest request) {
        List<@Nullable JsonNode> given = request.items();
        if (given == null || given.isEmpty() || given.size() > MessageBatchRequest.MAX_ITEMS) {
            throw ApiProblem.invalid(
                    "items",
                    given == null ? "is missing" : "has " + given.size() + " items",
                    "give 1 to 1,000; make several batches of more");
        }
        List<BatchItem> items = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            items.add(item(i, given.get(i)));
        }
        return items;
    }

    private BatchItem item(int index, @Nullable JsonNode given) {
        try {
            BatchItemRequest request = given == null ? null : json.treeToValue(given, BatchItemRequest.class);
            return request == null
                    ? new BatchItem.Wrong(index, ApiProblem.invalid("", "is missing", "give an object"))
                    : item(index, request);
        } catch (JacksonException wrong) {
            return new BatchItem.Wrong(index, JsonProblems.problemFor(wrong));
        } catch (ApiProblem problem) {
            return new BatchItem.Wrong(index, problem);
        }
    }

    private static BatchItem item(int index, BatchItemRequest request) {
        var checks = new Checks();
        RequestedTime time = RequestedTimeValidator.checkedIfGiven(request, checks);
        String dedupeKey = request.dedupeKey();
        checks.that(
                dedupeKey == null || DEDUPE_KEY.matcher(dedupeKey).matches(),
                "dedupe_key",
                "is no key",
                "give 1 to 255 visible ASCII characters");
        SendCommand command =
                SendRequestValidator.checked(request, time == null ? OverLimit.REJECT : OverLimit.DEFER, checks);
        return new BatchItem.Wanted(index, command, time, dedupeKey);
    }
}
