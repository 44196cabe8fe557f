package ai.tulia.messaging.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What interleaved rounds say: medians, so that one disturbed round decides nothing. */
public final class Rounds {
    private Rounds() {}

    /** @throws IllegalArgumentException when there is none */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a median of nothing");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The value below which this share of them lies (nearest rank). */
    public static double percentile(List<Double> values, double share) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
    }

    /** The median of the rounds' own ratios: both sides of one round had the same machine. */
    public static double medianRatio(List<Double> ours, List<Double> theirs) {
        if (ours.size() != theirs.size()) {
            throw new IllegalArgumentException(ours.size() + " rounds against " + theirs.size());
        }
        return median(IntStream.range(0, ours.size())
                .mapToObj(i -> ours.get(i) / theirs.get(i))
                .toList());
    }

    /** One decimal each, as they came. */
    public static String raw(List<Double> values) {
        return String.join(
                " ",
                Arrays.stream(values.toArray(Double[]::new))
                        .map(value -> String.format(java.util.Locale.ROOT, "%.1f", value))
                        .toList());
    }
}
