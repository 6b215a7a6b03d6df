package io.inkstone.gateway.connectors;

import io.inkstone.protocol.ApiException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.messageinterpolation.ResourceBundleMessageInterpolator;

/** Checks Jakarta Validation's constraints on input records, in the caller's language. Thread-safe. */
final class InputValidator {

    private static final Locale ENGLISH = Locale.ENGLISH;
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final Map<Locale, Validator> validators =
            Map.of(ENGLISH, validatorFor(ENGLISH), CHINESE, validatorFor(CHINESE));

    /** Chinese for any kind of Chinese, else English. */
    static Locale supported(Locale wanted) {
        return wanted.getLanguage().equals("zh") ? CHINESE : ENGLISH;
    }

    /**
     * Checks a record.
     *
     * @throws ApiException 400 {@code invalid_field} for the first violation, by path
     */
    void validate(Record input, Locale locale) {
        Validator validator = validators.get(supported(locale));
        if (validator == null) {
            throw new IllegalStateException("no validator for " + locale);
        }
        Optional<ConstraintViolation<Record>> first = validator.validate(input).stream()
                .min(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()));
        if (first.isPresent()) {
            String path = SnakeCase.ofPath(first.get().getPropertyPath().toString());
            throw ApiException.invalidRequest(
                    "invalid_field", path, path + ": " + first.get().getMessage());
        }
    }

    private static Validator validatorFor(Locale locale) {
        MessageInterpolator messages = new ResourceBundleMessageInterpolator();
        return Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new InLocale(messages, locale))
                .buildValidatorFactory()
                .getValidator();
    }

    /** Speaks one language, whatever the process speaks. */
    private record InLocale(MessageInterpolator messages, Locale locale) implements MessageInterpolator {

        @Override
        public String interpolate(String template, Context context) {
            return messages.interpolate(template, context, locale);
        }

        @Override
        public String interpolate(String template, Context context, Locale ignored) {
            return messages.interpolate(template, context, locale);
        }
    }
}
