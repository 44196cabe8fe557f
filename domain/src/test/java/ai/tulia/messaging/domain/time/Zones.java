package ai.tulia.messaging.domain.time;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Generated zones, windows and instants, with many instants near a change of the clock. */
public final class Zones {
    private static final Instant FROM = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2037-12-31T00:00:00Z");
    private static final List<ZoneId> ALL = ZoneId.getAvailableZoneIds().stream()
            .map(ZoneId::of)
            .sorted(Comparator.comparing(ZoneId::getId))
            .toList();
    private static final List<ZoneId> CHANGING = ALL.stream()
            .filter(zone -> zone.getRules().nextTransition(FROM) != null
                    && zone.getRules().nextTransition(FROM).getInstant().isBefore(TO))
            .toList();

    private Zones() {}

    public static ZoneId any(RandomGenerator random) {
        return oneOf(random.nextInt(10) == 0 ? ALL : CHANGING, random);
    }

    public static Instant instant(ZoneId zone, RandomGenerator random) {
        Instant at = FROM.plusSeconds(random.nextLong(Duration.between(FROM, TO).toSeconds()));
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        boolean near = change != null && change.getInstant().isBefore(TO) && random.nextInt(4) != 0;
        Instant around = near ? change.getInstant().plusSeconds(random.nextLong(-36 * 3600, 36 * 3600)) : at;
        return switch (random.nextInt(4)) {
            case 0 -> around.plusNanos(random.nextInt(1_000_000_000));
            case 1 -> near ? change.getInstant().plusNanos(random.nextInt(-1, 2)) : around;
            case 2 -> around;
            default -> Instant.ofEpochSecond(around.getEpochSecond() / 900 * 900);
        };
    }

    /** Half of them with an edge within two hours of a change of the clock after the instant. */
    public static QuietHours window(ZoneId zone, Instant at, RandomGenerator random) {
        LocalTime start = time(random);
        LocalTime end = time(random);
        ZoneOffsetTransition change = zone.getRules().nextTransition(at.minus(Duration.ofHours(36)));
        if (change == null || random.nextBoolean()) {
            return new QuietHours(start, end);
        }
        LocalTime near = change.getDateTimeBefore()
                .toLocalTime()
                .plusMinutes(random.nextInt(-120, 121))
                .withSecond(0);
        return random.nextBoolean() ? new QuietHours(start, near) : new QuietHours(near, end);
    }

    /** Every instant at which the wall clock can show a whole minute or can jump, from the first second at or after. */
    static List<Instant> ticks(Instant at, ZoneId zone, Duration length) {
        Instant first = at.getNano() == 0 ? at : Instant.ofEpochSecond(at.getEpochSecond() + 1);
        boolean wholeMinutes = wholeMinutes(first, first.plus(length), zone);
        long step = wholeMinutes ? 60 : 1;
        List<Instant> ticks = new ArrayList<>();
        long from = Math.ceilDiv(first.getEpochSecond(), step) * step;
        for (long second = from; second < first.getEpochSecond() + length.toSeconds(); second += step) {
            ticks.add(Instant.ofEpochSecond(second));
        }
        return ticks;
    }

    /** Old rules have offsets with seconds (Monrovia, Amsterdam): then only single seconds miss nothing. */
    private static boolean wholeMinutes(Instant from, Instant to, ZoneId zone) {
        boolean whole = zone.getRules().getOffset(from).getTotalSeconds() % 60 == 0;
        ZoneOffsetTransition change = zone.getRules().nextTransition(from.minusSeconds(1));
        while (change != null && change.getInstant().isBefore(to)) {
            whole &= change.getOffsetAfter().getTotalSeconds() % 60 == 0;
            whole &= change.getInstant().getEpochSecond() % 60 == 0;
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return whole;
    }

    private static LocalTime time(RandomGenerator random) {
        return LocalTime.ofSecondOfDay(random.nextInt(24 * 60) * 60L);
    }

    private static <T> T oneOf(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
