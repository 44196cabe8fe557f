package ai.tulia.messaging.domain.customer;

/** A text that is no number in E.164 form: what is wrong, without repeating it, and what to do about it. */
public final class InvalidPhoneNumberException extends IllegalArgumentException {
    private final String problem;
    private final String hint;

    InvalidPhoneNumberException(String problem, String hint) {
        super(problem + ": " + hint);
        this.problem = problem;
        this.hint = hint;
    }

    public String problem() {
        return problem;
    }

    public String hint() {
        return hint;
    }
}
