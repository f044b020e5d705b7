using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace PluginHost.Runtime.Plugins.Inspecting;

/// <summary>Reads what an assembly says about itself. Runs no code of it.</summary>
internal static class PluginInspector
{
    private const string DriverAttribute = "PluginHost.DeviceDriverAttribute";
    private const string VirtualDeviceAttribute = "PluginHost.VirtualDeviceAttribute";
    private const string InformationalVersionAttribute = "System.Reflection.AssemblyInformationalVersionAttribute";

    /// <exception cref="PluginLoadException">It is no managed assembly, or its drivers cannot be told apart.</exception>
    public static PluginFacts Inspect(byte[] assembly, string file)
    {
        try
        {
            using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(assembly));
            if (!image.HasMetadata || image.GetMetadataReader() is not { IsAssembly: true } metadata)
            {
                throw new PluginLoadException($"{file} is not a managed assembly.");
            }

            return PluginFactsCheck.Verify(Read(metadata, file), file);
        }
        catch (Exception damage) when (damage is BadImageFormatException or InvalidOperationException or OverflowException)
        {
            throw new PluginLoadException($"{file} is not a managed assembly: {damage.Message}");
        }
    }

    private static PluginFacts Read(MetadataReader metadata, string file)
    {
        var drivers = new List<DriverFacts>();
        var virtualDevices = new List<VirtualDeviceFacts>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            foreach (var (attribute, value) in Attributes(metadata, type.GetCustomAttributes(), DriverAttribute, VirtualDeviceAttribute))
            {
                var typeName = MetadataTypeNames.Instance.GetTypeFromDefinition(metadata, handle, 0);
                var id = value.FixedArguments[0].Value as string ?? "";
                if (attribute == DriverAttribute)
                {
                    drivers.Add(new DriverFacts(typeName, id, Named(value, "Name"), Named(value, "Version")));
                }
                else
                {
                    virtualDevices.Add(new VirtualDeviceFacts(typeName, id));
                }
            }
        }

        return new PluginFacts(VersionOf(metadata), drivers, virtualDevices, MemberRules.Check(metadata, file));
    }

    private static string VersionOf(MetadataReader metadata)
    {
        var definition = metadata.GetAssemblyDefinition();
        var informational = Attributes(metadata, definition.GetCustomAttributes(), InformationalVersionAttribute)
            .Select(attribute => attribute.Value.FixedArguments[0].Value as string)
            .FirstOrDefault();
        return string.IsNullOrEmpty(informational) ? definition.Version.ToString() : informational.Split('+')[0];
    }

    private static IEnumerable<(string Type, CustomAttributeValue<string> Value)> Attributes(
        MetadataReader metadata, CustomAttributeHandleCollection handles, params string[] types)
    {
        foreach (var handle in handles)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } owner
                && MetadataTypeNames.OwnerOf(metadata, owner) is { } type
                && types.Contains(type))
            {
                yield return (type, attribute.DecodeValue(MetadataTypeNames.Instance));
            }
        }
    }

    private static string? Named(CustomAttributeValue<string> attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Name == name).Value as string;
}
