using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace PluginHost.Runtime.Plugins.Inspecting;

/// <summary>Decodes signatures and attribute arguments to the names of their types.</summary>
internal sealed class MetadataTypeNames : ISignatureTypeProvider<string, object?>, ICustomAttributeTypeProvider<string>
{
    public static MetadataTypeNames Instance { get; } = new();

    /// <summary>The full name of the type that a member belongs to, without type arguments.</summary>
    public static string? OwnerOf(MetadataReader metadata, EntityHandle owner) => owner.Kind switch
    {
        HandleKind.TypeReference => Instance.GetTypeFromReference(metadata, (TypeReferenceHandle)owner, 0),
        HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)owner).DecodeSignature(Instance, null),
        _ => null,
    };

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{GetTypeFromDefinition(reader, outer, rawTypeKind)}+{reader.GetString(type.Name)}"
            : Join(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return Join(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public string GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetTypeFromSerializedName(string name) => name;

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[,]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "method*";

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    public string GetSystemType() => "System.Type";

    public bool IsSystemType(string type) => type == "System.Type";

    // Only enum arguments ask; the contract's attributes have none, and those of others are not decoded.
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
