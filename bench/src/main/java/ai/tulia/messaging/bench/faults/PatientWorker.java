package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.store.message.LostAttempts;

/** The worker with a planted defect: to it no attempt is ever lost. */
public final class PatientWorker {
    private PatientWorker() {}

    public static void main(String[] args) {
        new PlantedDefect(LostAttempts.class, call -> {
                    Class<?> answer = call.getMethod().getReturnType();
                    return answer == boolean.class ? (Object) false : answer == int.class ? (Object) 0 : call.proceed();
                })
                .run(args);
    }
}
