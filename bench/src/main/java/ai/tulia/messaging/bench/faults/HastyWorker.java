package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;

/** The worker with a planted defect: it does not hear when the provider wants to be asked again. */
public final class HastyWorker {
    private HastyWorker() {}

    public static void main(String[] args) {
        new PlantedDefect(TwilioGateway.class, call -> {
                    Object answer = call.proceed();
                    return answer instanceof ProviderAnswer.Refused refused
                            ? new ProviderAnswer.Refused(refused.httpStatus(), refused.code(), null)
                            : answer;
                })
                .run(args);
    }
}
