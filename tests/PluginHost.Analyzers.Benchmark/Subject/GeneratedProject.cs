using System.Globalization;
using System.Reflection;

namespace PluginHost.Analyzers.Benchmark.Subject;

/// <summary>A network-heavy project as large as asked for: ten kinds of network code in turn, each in as many copies as it takes.</summary>
internal sealed record GeneratedProject(int Files, int Lines)
{
    private const string Usings = """
        global using System;
        global using System.Buffers;
        global using System.Buffers.Binary;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.Diagnostics;
        global using System.Globalization;
        global using System.IO;
        global using System.IO.Pipelines;
        global using System.IO.Pipes;
        global using System.Linq;
        global using System.Net;
        global using System.Net.Http;
        global using System.Net.Security;
        global using System.Net.Sockets;
        global using System.Net.WebSockets;
        global using System.Runtime.CompilerServices;
        global using System.Security.Cryptography.X509Certificates;
        global using System.Text;
        global using System.Text.Json;
        global using System.Threading;
        global using System.Threading.Channels;
        global using System.Threading.Tasks;
        """;

    /// <summary>Writes the project's files.</summary>
    public static GeneratedProject Write(string folder, int lines)
    {
        var templates = Templates();
        File.WriteAllText(Path.Combine(folder, "Usings.cs"), Usings);
        var (files, written) = (1, Usings.Count(one => one == '\n') + 1);
        for (var copy = 0; written < lines; copy++)
        {
            var number = copy.ToString("0000", CultureInfo.InvariantCulture);
            foreach (var (name, template) in templates)
            {
                var code = $"namespace Subject.Part{copy % 20};\n\n{template.Replace("__N__", number, StringComparison.Ordinal)}";
                File.WriteAllText(Path.Combine(folder, name + number + ".cs"), code);
                files++;
                written += code.Count(one => one == '\n');
            }
        }

        return new GeneratedProject(files, written);
    }

    private static List<(string Name, string Text)> Templates()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return (name, reader.ReadToEnd());
        })];
    }
}
