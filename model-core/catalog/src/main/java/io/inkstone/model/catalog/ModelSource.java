package io.inkstone.model.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.util.List;

/** Where a model's file can be had. A source is not trusted: the checksum decides. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(ModelSource.PythonWheels.class), @JsonSubTypes.Type(ModelSource.HttpFile.class)})
public sealed interface ModelSource {

    /**
     * Members of Python packages, one after the other.
     *
     * @param version the version of every package
     * @param wheels the packages, in the order of their parts
     */
    record PythonWheels(String version, List<Wheel> wheels) implements ModelSource {
        /** Copies. */
        public PythonWheels {
            wheels = List.copyOf(wheels);
        }
    }

    /**
     * One part of the file.
     *
     * @param name the package's name
     * @param member the part's path inside the package
     */
    record Wheel(String name, String member) {}

    /** The file at an address that can be asked for a range. */
    record HttpFile(URI url) implements ModelSource {}
}
