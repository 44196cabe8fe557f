package ai.tulia.messaging.worker;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A query that cannot be decoded is answered 400 and not logged: Tomcat's error quotes it, and with it what it holds. */
@ControllerAdvice
class MalformedParameters {
    @ExceptionHandler(InvalidParameterException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    void refuse() {}
}
