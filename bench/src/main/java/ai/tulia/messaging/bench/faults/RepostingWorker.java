package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import org.springframework.aop.framework.ReflectiveMethodInvocation;

/** The worker with a planted defect: an attempt without a usable answer is posted once more. */
public final class RepostingWorker {
    private RepostingWorker() {}

    public static void main(String[] args) {
        new PlantedDefect(TwilioGateway.class, call -> {
                    var again = ((ReflectiveMethodInvocation) call).invocableClone();
                    Object answer = call.proceed();
                    return answer instanceof ProviderAnswer.Ambiguous ? again.proceed() : answer;
                })
                .run(args);
    }
}
