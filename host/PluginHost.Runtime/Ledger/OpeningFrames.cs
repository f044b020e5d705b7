using System.Diagnostics;

namespace PluginHost.Runtime.Ledger;

/// <summary>Names the driver's code that is asking for something, as text: frames themselves would keep a generation loaded.</summary>
internal static class OpeningFrames
{
    private const int Most = 6;

    public static string Capture()
    {
        var frames = new StackTrace(1, fNeedFileInfo: true).GetFrames()
            .Where(frame => frame.GetMethod()?.DeclaringType is { } type && !IsOurs(type))
            .Take(Most)
            .Select(Describe);
        return string.Join(" < ", frames);
    }

    private static bool IsOurs(Type type) =>
        type.Assembly == typeof(OpeningFrames).Assembly
        || type.Namespace is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "System");

    private static string Describe(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        var type = method.DeclaringType!;
        var written = method.Name;

        // Lambdas and the state machines of asynchronous methods live in nested types that nobody wrote.
        while (type.Name.StartsWith('<') && type.DeclaringType is { } outer)
        {
            written = NameInBrackets(type.Name) ?? written;
            type = outer;
        }

        var name = $"{type.Name}.{NameInBrackets(written) ?? written}";
        return frame.GetFileName() is { } file ? $"{name} ({Path.GetFileName(file)}:{frame.GetFileLineNumber()})" : name;
    }

    /// <summary>The method that a compiler-made name stands for: <c>OpenAsync</c> in <c>&lt;&lt;OpenAsync&gt;b__0&gt;d</c>.</summary>
    private static string? NameInBrackets(string name)
    {
        var start = name.LastIndexOf('<') + 1;
        var end = name.IndexOf('>', StringComparison.Ordinal);
        return start > 0 && end > start ? name[start..end] : null;
    }
}
