using System.Runtime.Loader;
using PluginHost.Lint.Scripts;

namespace PluginHost.Lint.Tests.Scripts;

/// <summary>A compiled script in a load context of its own.</summary>
internal sealed class LoadedScript : IDisposable
{
    private readonly AssemblyLoadContext _context = new("lamp", isCollectible: true);
    private readonly System.Reflection.Assembly _assembly;

    public LoadedScript(DriverBuild build)
    {
        using var assembly = new MemoryStream(build.Assembly!);
        using var symbols = new MemoryStream(build.Symbols!);
        _assembly = _context.LoadFromStream(assembly, symbols);
    }

    public WeakReference Context => new(_context, trackResurrection: true);

    public object? Call(string type, string method, params object[] arguments) => _assembly.GetType(type)!.GetMethod(method)!.Invoke(null, arguments);

    public void Dispose() => _context.Unload();
}
