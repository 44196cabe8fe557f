package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.activities.dispatch.Dispatcher;
import ai.tulia.messaging.activities.report.DeliveryReports;
import ai.tulia.messaging.store.idempotency.IdempotencyKeyRepository;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.reconcile.MissingReceiptRepository;
import ai.tulia.messaging.store.sweep.OpenMessageQueries;
import ai.tulia.messaging.store.sweep.SweepClaims;
import java.util.List;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;

/** Defects on purpose, each in the processes of one module, each of which a scenario must find. */
enum Defect {
    REPOSTS(
            ProviderWithoutAnswer::new,
            Trial.CHECKER,
            "an attempt without a usable answer is posted once more",
            List.of(TwilioGateway.class),
            Advices::postOnceMore),
    NEVER_LOST(
            StuckAttempts::new,
            StuckAttempts.SETTLED,
            "no attempt is ever taken for lost",
            List.of(LostAttempts.class),
            Advices::find0),
    NO_SWEEP(
            KilledApi::tenTimes,
            Trial.CHECKER,
            "nobody looks for messages without a workflow",
            List.of(OpenMessageQueries.class, SweepClaims.class),
            Advices::findNone),
    BELIEVES_THE_LEDGER(
            LostCommits::new,
            LostCommits.RECORDED,
            "an answer for an attempt that the ledger forgot is thrown away",
            List.of(MessageTransitions.class),
            Advices::dropSetBack),
    HASTY(
            OverloadedProvider::new,
            OverloadedProvider.PAUSE,
            "Retry-After is ignored",
            List.of(TwilioGateway.class),
            Advices::forgetRetryAfter),
    BACKWARD(
            CallbackOrders::new,
            CallbackOrders.STATES,
            "of several callbacks of one message the one that says least is applied",
            List.of(DeliveryReports.class),
            Advices::applyLeast),
    ASKS_FOR_NOTHING(
            LostCallbacks::new,
            LostCallbacks.DELIVERED,
            "nobody asks for a receipt that did not come",
            List.of(MissingReceiptRepository.class),
            Advices::findNone),
    FORGETS_KEYS(
            SameKey::new,
            SameKey.ONE_MESSAGE,
            "no request is known again by its key",
            List.of(IdempotencyKeyRepository.class),
            Advices::otherKey),
    OWN_CLOCK(
            MovedClock::new,
            MovedClock.IN_TIME,
            "the time that decides is the machine's own",
            List.of(Dispatcher.class),
            Advices::askTheMachine),
    DIES_AT_ONCE(
            TerminatedWorker::new,
            TerminatedWorker.FINISHED,
            "a worker that is told to stop does not finish its POSTs",
            List.of(TwilioGateway.class),
            Advices::haltOnTerm),
    LEAKS(
            Soak::new,
            "worker: " + Soak.HEAP,
            "a worker keeps something of each sweep",
            List.of(OpenMessageQueries.class, SweepClaims.class),
            Advices::leak);

    private final Supplier<Scenario> finds;
    private final String mark;
    private final String says;
    private final List<Class<?>> beans;
    private final MethodInterceptor advice;

    /**
     * @param mark of the scenario that must be missed, so that it is red for no other reason
     * @param beans whose public methods the advice is around
     */
    Defect(Supplier<Scenario> finds, String mark, String says, List<Class<?>> beans, MethodInterceptor advice) {
        this.finds = finds;
        this.mark = mark;
        this.says = says;
        this.beans = beans;
        this.advice = advice;
    }

    Scenario scenario() {
        return finds.get();
    }

    String mark() {
        return mark;
    }

    /** One clause. */
    String says() {
        return says;
    }

    /** Whose processes have it: the API's or the workers'. */
    boolean isInApi() {
        return this == FORGETS_KEYS || this == REPOSTS;
    }

    PlantedDefect planted() {
        return new PlantedDefect(beans, advice);
    }

    boolean isFound(Outcome outcome) {
        return outcome.marks().stream().anyMatch(one -> one.what().equals(mark) && !one.met());
    }
}
