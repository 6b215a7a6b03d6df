package io.inkstone.gateway.connectors;

import io.inkstone.connector.FileOutput;
import io.inkstone.connector.FilePart;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reading, writing and describing a record agree on: names, which components may be missing, which are files. */
final class RecordShape {

    private RecordShape() {}

    static List<RecordComponent> components(Class<?> type) {
        return List.of(type.getRecordComponents());
    }

    static String jsonName(RecordComponent component) {
        return SnakeCase.of(component.getName());
    }

    /** Whether a caller may leave it out: it is an {@link Optional}, or marked as nullable. */
    static boolean mayBeMissing(RecordComponent component) {
        return component.getType() == Optional.class
                || isNullable(component.getAnnotatedType().getAnnotations())
                || isNullable(component.getAccessor().getAnnotations());
    }

    /** The type itself, or what an {@link Optional} or a {@link List} of it holds. */
    static Class<?> element(RecordComponent component) {
        return rawClass(elementType(component.getGenericType()));
    }

    static boolean isFileInput(RecordComponent component) {
        return element(component) == FilePart.class;
    }

    static boolean isFileOutput(RecordComponent component) {
        return element(component) == FileOutput.class;
    }

    static Type elementType(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = rawClass(type);
            if (raw == Optional.class || raw == List.class) {
                return elementType(parameterized.getActualTypeArguments()[0]);
            }
        }
        return type;
    }

    static Class<?> rawClass(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof java.lang.reflect.WildcardType wildcard) {
            return rawClass(wildcard.getUpperBounds()[0]);
        }
        return Object.class;
    }

    static @Nullable RecordComponent byName(Class<?> type, String javaName) {
        return components(type).stream()
                .filter(component -> component.getName().equals(javaName))
                .findFirst()
                .orElse(null);
    }

    // By name, since a plug-in may bring an annotation of its own.
    private static boolean isNullable(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
