namespace PluginHost.Testing;

/// <summary>Finds what this repository has built, from where the running test lies.</summary>
public static class BuiltProgram
{
    private const string SolutionFile = "PluginHost.sln";
    private const string OutputFolder = "bin";

    /// <summary>The folder of the solution file.</summary>
    /// <exception cref="DirectoryNotFoundException">The test does not lie inside the repository.</exception>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The assembly of a project, of the same configuration and framework as the running test.</summary>
    /// <param name="project">The project's folder relative to the root, such as <c>host/PluginHost</c>.</param>
    /// <param name="assembly">The assembly's name; the folder's where null.</param>
    /// <exception cref="FileNotFoundException">It has not been built.</exception>
    public static string Dll(string project, string? assembly = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(project);
        string folder = Path.GetFullPath(project, RepositoryRoot);
        string dll = Path.Combine(folder, OutputFolder, ConfigurationAndFramework(), (assembly ?? Path.GetFileName(folder)) + ".dll");
        return File.Exists(dll)
            ? dll
            : throw new FileNotFoundException($"'{dll}' is not there; build '{project}' in the test's configuration first", dll);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionFile)))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No {SolutionFile} above '{AppContext.BaseDirectory}'");
    }

    // The test's own output is PROJECT/bin/Debug/net10.0/.
    private static string ConfigurationAndFramework()
    {
        string[] parts = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar);
        int output = Array.LastIndexOf(parts, OutputFolder);
        return output >= 0
            ? Path.Combine(parts[(output + 1)..])
            : throw new DirectoryNotFoundException($"'{AppContext.BaseDirectory}' is not a project's '{OutputFolder}' folder");
    }
}
