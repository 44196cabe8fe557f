package ai.tulia.messaging.standalone.acceptance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A request to an API process with {@link Failpoints}: which steps it took, and the one at which its world breaks. */
final class BrokenRequest {
    static final ThreadLocal<BrokenRequest> CURRENT = new ThreadLocal<>();

    enum Side {
        BEFORE,
        /** It was done, and nobody here knows. */
        AFTER
    }

    enum Fault {
        /** The connection is gone; the process goes on. */
        CUT,
        /** Nothing of the request reaches anything any more, as after a kill -9. */
        KILL
    }

    /** @param step its name, and which of that name it is */
    record Failpoint(String step, Side side, Fault fault) {}

    /** The request's process is dead: no code of it catches this and goes on. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final String name = UUID.randomUUID().toString();
    private final Failpoint failpoint;
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> seen = new HashMap<>();
    private volatile boolean hit;
    private volatile boolean dead;

    /** @param failpoint null = nothing breaks */
    BrokenRequest(Failpoint failpoint) {
        this.failpoint = failpoint;
    }

    /** The value of {@link Failpoints#HEADER}. */
    String name() {
        return name;
    }

    /** In the order they were taken; each name is there once. */
    List<String> steps() {
        return List.copyOf(steps);
    }

    boolean isHit() {
        return hit;
    }

    /** It has no answer, whatever was read. */
    boolean isDead() {
        return dead;
    }

    void mustLive() {
        if (dead) {
            throw new Killed();
        }
    }

    /** @return whether its failpoint is here */
    boolean enters(String what) {
        mustLive();
        String step = what + " #" + seen.merge(what, 1, Integer::sum);
        steps.add(step);
        return failpoint != null && failpoint.step().equals(step);
    }

    boolean breaksBefore() {
        return failpoint.side() == Side.BEFORE;
    }

    /** @throws Killed where its process dies of it */
    void hits() {
        hit = true;
        dead = failpoint.fault() == Fault.KILL;
        mustLive();
    }
}
