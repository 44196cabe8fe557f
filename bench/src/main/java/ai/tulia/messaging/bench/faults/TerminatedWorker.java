package ai.tulia.messaging.bench.faults;

import java.time.Duration;
import java.util.List;

/** R16: workers are told to stop in the middle of it, as in every deployment. */
final class TerminatedWorker implements Scenario {
    static final String FINISHED = "attempts left under way when both were gone";

    private static final int RECIPIENTS = 900;
    private static final int RATE_LIMIT = 20;
    private static final int CALLERS = 6;
    /** Single messages are sent by the API. */
    static final String OF_WORKERS = "broadcast_id is not null and state = 'SENDING'";

    private static final Duration POST_TAKES = Duration.ofMillis(500);
    private static final List<List<Integer>> ROUNDS = List.of(List.of(0), List.of(1), List.of(0, 1), List.of(0, 1));
    /** What a worker grants itself for what is under way. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "R16";
    }

    @Override
    public String what() {
        return ("a broadcast to %d at %d/s and %d callers with single messages; SIGTERM to one worker, to the other, to"
                        + " both, to both, each while POSTs of %d ms are under way, and started again")
                .formatted(RECIPIENTS, RATE_LIMIT, CALLERS, POST_TAKES.toMillis());
    }

    @Override
    public void run(Trial trial) {
        int terms = 0;
        int byThemselves = 0;
        int underWay = 0;
        long left = 0;
        Duration longest = Duration.ZERO;
        try (var load = Load.withSlowPosts(trial, CALLERS, RECIPIENTS, RATE_LIMIT, POST_TAKES)) {
            for (List<Integer> victims : ROUNDS) {
                if (!Trial.within(Duration.ofSeconds(60), () -> trial.messages(OF_WORKERS) >= 4)) {
                    throw new IllegalStateException("nothing is under way");
                }
                terms += victims.size();
                underWay += trial.messagesThat(OF_WORKERS).size();
                long begun = System.nanoTime();
                byThemselves += trial.stage.terminateWorkers(victims, GONE_WITHIN);
                Duration gone = Duration.ofNanos(System.nanoTime() - begun);
                longest = gone.compareTo(longest) > 0 ? gone : longest;
                if (victims.size() == trial.stage.workers()) {
                    left += trial.messages(OF_WORKERS);
                }
                trial.stage.startWorkers(victims);
            }
            trial.rateLimit(load.tenant(), 500);
        }
        trial.allEnd(Duration.ofMinutes(3));
        trial.verdict();
        trial.all("workers that ended by themselves", byThemselves, terms);
        trial.atMost("longest from SIGTERM to the end", longest, GONE_WITHIN);
        trial.atLeast("POSTs under way at the SIGTERMs", underWay, 2L * ROUNDS.size());
        trial.none(FINISHED, left);
        trial.none("attempts whose answer was lost", trial.events("no_answer", "lost_worker"));
    }
}
