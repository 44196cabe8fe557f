package ai.tulia.messaging.store.database;

import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.stereotype.Component;

/** A value that must be unique and is taken is the same exception from a repository as from SQL; Spring's own is wider. */
@Component
@Order(0)
class UniqueViolations implements PersistenceExceptionTranslator {
    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException failure) {
        return failure instanceof ConstraintViolationException violation && violation.getKind() == ConstraintKind.UNIQUE
                ? new DuplicateKeyException("taken: " + violation.getConstraintName(), violation)
                : null;
    }
}
