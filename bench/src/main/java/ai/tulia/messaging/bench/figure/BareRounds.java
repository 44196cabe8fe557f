package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.KeptCallers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The API and the bare endpoint asked by the same callers, round by round, the first side changing.
 *
 * @param callers with a kept connection each
 * @param each requests of one caller in a round
 * @param warmUp rounds that do not count, before the others
 */
record BareRounds(int callers, int each, int warmUp, int rounds) {
    /**
     * One of the two.
     *
     * @param request the whole request with this number within its round
     * @param status that each must be answered with
     */
    record Side(String name, URI server, int status, IntFunction<byte[]> request) {
        /** Those of each caller in a round. */
        List<List<byte[]>> requests(int callers, int each) {
            return IntStream.range(0, callers)
                    .mapToObj(caller -> IntStream.range(0, each)
                            .mapToObj(n -> request.apply(caller * each + n))
                            .toList())
                    .toList();
        }
    }

    /** What one side did in the rounds that count. */
    static final class Measured {
        private final Side side;
        private final List<Double> perSecond = new ArrayList<>();
        private final List<Double> millis = new ArrayList<>();
        private final CpuTime cpu = new CpuTime();

        private Measured(Side side) {
            this.side = side;
        }

        private void round(List<List<byte[]>> requests, boolean counts) {
            if (!counts) {
                KeptCallers.send(side.server(), requests, side.status());
                return;
            }
            KeptCallers.Answered answered = cpu.during(() -> KeptCallers.send(side.server(), requests, side.status()));
            perSecond.add(answered.perSecond());
            millis.addAll(answered.millis());
        }
    }

    record Result(Measured ours, Measured theirs) {
        double medianRatio() {
            return Rounds.medianRatio(ours.perSecond, theirs.perSecond);
        }

        double p99Ratio() {
            return Rounds.percentile(ours.millis, 0.99) / Rounds.percentile(theirs.millis, 0.99);
        }
    }

    /** Requests to each side in the rounds that count. */
    int ofOneSide() {
        return rounds * ofOneRound();
    }

    int ofOneRound() {
        return callers * each;
    }

    Result measure(Side ours, Side theirs, Report report) {
        var result = new Result(new Measured(ours), new Measured(theirs));
        for (int round = -warmUp; round < rounds; round++) {
            boolean oursFirst = round % 2 == 0;
            for (Measured one :
                    List.of(oursFirst ? result.ours : result.theirs, oursFirst ? result.theirs : result.ours)) {
                one.round(one.side.requests(callers, each), round >= 0);
            }
        }
        for (Measured one : List.of(result.ours, result.theirs)) {
            String name = one.side.name();
            report.raw(name + "/s: " + Rounds.raw(one.perSecond));
            report.raw(name + ", ms, %d callers: ".formatted(callers) + spread(one.millis));
            report.raw(name + ", processor time, ms each: " + one.cpu.perCall(ofOneSide(), 2));
        }
        return result;
    }

    /** @return how long each of so many took, one after the other, in ms */
    static List<Double> alone(Side side, int requests, Report report) {
        List<Double> millis = KeptCallers.send(side.server(), side.requests(1, requests), side.status())
                .millis();
        report.raw(side.name() + ", ms, 1 caller: " + spread(millis));
        return millis;
    }

    private static String spread(List<Double> millis) {
        return "p50 %.1f, p99 %.1f".formatted(Rounds.median(millis), Rounds.percentile(millis, 0.99));
    }
}
