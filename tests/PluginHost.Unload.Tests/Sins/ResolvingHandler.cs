using System.Runtime.Loader;

[DeviceDriver("subject")]
public sealed class ResolvingHandler : SinDriver
{
    protected override void Commit()
    {
        AssemblyLoadContext.Default.Resolving += (_, _) => null;
    }
}
