import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tulia.ApiClient;
import tulia.ApiException;
import tulia.api.AudiencesApi;
import tulia.api.ConsentsApi;
import tulia.api.CustomersApi;
import tulia.api.MessagesApi;
import tulia.model.AllOfCriteria;
import tulia.model.AttributeValue;
import tulia.model.ConsentRequest;
import tulia.model.ConsentState;
import tulia.model.ConsentType;
import tulia.model.Criteria;
import tulia.model.CriteriaCondition;
import tulia.model.CriteriaRequest;
import tulia.model.EqualityCondition;
import tulia.model.MessageType;
import tulia.model.CustomerRequest;
import tulia.model.Problem;
import tulia.model.SendRequest;

/** A client made by openapi-generator, against a stack: the number of a new customer is its argument. */
class Story {
    public static void main(String[] arguments) throws Exception {
        String key = System.getenv("TULIA_API_KEY");
        var client = new ApiClient();
        client.updateBaseUri(System.getenv("TULIA_API"));
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
        var messages = new MessagesApi(client);

        var jana = new CustomerRequest()
                .phoneNumber(arguments[0])
                .name("Jana")
                .attributes(Map.of("city", new AttributeValue("Berlin")));
        UUID customer = new CustomersApi(client).createCustomer(jana, null).getId();
        var hello = new SendRequest()
                .customerId(customer)
                .messageType(MessageType.PROMOTIONAL)
                .content("Hello {{name}}");

        try {
            throw new AssertionError(messages.sendMessage(hello, null, null));
        } catch (ApiException refused) {
            var problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
            check(problem.getCode().equals("consent_missing"), problem);
        }

        var granted = new ConsentRequest()
                .type(ConsentType.PROMOTIONAL)
                .state(ConsentState.GRANTED)
                .source("web form");
        new ConsentsApi(client).recordConsent(customer, granted);
        var message = messages.sendMessage(hello, null, "java-" + customer);
        check("Hello Jana".equals(message.getContent()), message);

        var named = new EqualityCondition()
                .field("name")
                .op(EqualityCondition.OpEnum.EQUAL)
                .value(new AttributeValue("Jana"));
        var all = new AllOfCriteria().addAllItem(new Criteria(new CriteriaCondition(named)));
        var preview = new AudiencesApi(client)
                .previewCriteria(new CriteriaRequest().criteria(new Criteria(all)), null);
        check(preview.getRecipients() >= 1, preview);

        String kinds = messages.listMessageEvents(message.getMessageId()).getItems().stream()
                .map(event -> event.getKind())
                .collect(Collectors.joining(" "));
        System.out.println("java: " + message.getState() + ", " + kinds);
    }

    private static void check(boolean holds, Object what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
