package io.inkstone.orchestration;

import io.inkstone.connector.FileOutput;
import io.inkstone.connector.FilePart;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an operation's records, through all that records are made of: lists, maps, optionals, other records. Not so
 * files that come in: what a connector reads of them reaches a model by the {@link ModelRing} alone.
 */
final class RecordTexts {

    private RecordTexts() {}

    /**
     * A record with each text changed; the same one where none was.
     *
     * @throws RuntimeException what {@code change} throws
     */
    @SuppressWarnings("unchecked") // a record is made of the class that it has
    static <R> R changed(R value, UnaryOperator<String> change) {
        return (R) Objects.requireNonNull(of(value, change));
    }

    private static @Nullable Object of(@Nullable Object value, UnaryOperator<String> change) {
        if (value instanceof String text) {
            return change.apply(text);
        }
        if (value instanceof FileOutput file) {
            return file(file, change);
        }
        if (value instanceof Record whole && !(value instanceof FilePart)) {
            return record(whole, change);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> changed = new ArrayList<>(list.size());
            list.forEach(item -> changed.add(of(item, change)));
            return changed.equals(list) ? list : changed;
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> changed = new LinkedHashMap<>();
            map.forEach((key, item) -> changed.put(of(key, change), of(item, change)));
            return changed.equals(map) ? map : changed;
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(item -> of(item, change));
        }
        return value;
    }

    /** A file that is text, as .csv or .md are, is looked at as one. */
    private static FileOutput file(FileOutput file, UnaryOperator<String> change) {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.content()));
        } catch (CharacterCodingException e) {
            return file;
        }
        String before = text.toString();
        String after = before.indexOf('\0') >= 0 ? before : change.apply(before);
        return after.equals(before) ? file : new FileOutput(file.name(), after.getBytes(StandardCharsets.UTF_8));
    }

    private static Record record(Record whole, UnaryOperator<String> change) {
        RecordComponent[] components = whole.getClass().getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        boolean same = true;
        try {
            for (int i = 0; i < components.length; i++) {
                components[i].getAccessor().setAccessible(true);
                Object before = components[i].getAccessor().invoke(whole);
                values[i] = of(before, change);
                types[i] = components[i].getType();
                same &= values[i] == before || values[i] != null && values[i].equals(before);
            }
            if (same) {
                return whole;
            }
            Constructor<? extends Record> constructor = whole.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "a record of " + whole.getClass() + " cannot be read or made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record of " + whole.getClass() + " cannot be read or made", e);
        }
    }
}
