namespace PluginHost.Lint;

/// <summary>What the given paths come to.</summary>
/// <param name="Projects">Projects and solutions.</param>
/// <param name="Scripts">Files that are a driver each.</param>
/// <param name="Folders">The source files of each folder, outside its projects.</param>
internal sealed record LintSubjects(IReadOnlyList<string> Projects, IReadOnlyList<string> Scripts, IReadOnlyList<IReadOnlyList<string>> Folders)
{
    private static readonly EnumerationOptions Here = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private static readonly string[] OfBuilds = ["bin", "obj"];

    /// <exception cref="LintUsageException">A path is not there, or nothing that could be looked at.</exception>
    public static LintSubjects Find(IEnumerable<string> paths)
    {
        var (projects, scripts, folders) = (new List<string>(), new List<string>(), new List<IReadOnlyList<string>>());
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path);
            if (Directory.Exists(full))
            {
                var sources = new List<string>();
                var before = projects.Count;
                Visit(full, projects, sources);
                if (sources.Count > 0)
                {
                    folders.Add([.. sources.Order(StringComparer.Ordinal)]);
                }
                else if (projects.Count == before)
                {
                    throw new LintUsageException($"{path}: the folder holds no C# source");
                }
            }
            else if (!File.Exists(full))
            {
                throw new LintUsageException($"{path}: there is no such file or folder");
            }
            else if (IsProject(full))
            {
                projects.Add(full);
            }
            else if (HasExtension(full, ".cs"))
            {
                scripts.Add(full);
            }
            else
            {
                throw new LintUsageException($"{path}: expected a .cs, .csproj, .sln or .slnx file, or a folder");
            }
        }

        return new LintSubjects([.. projects.Distinct()], [.. scripts.Distinct()], folders);
    }

    /// <summary>A solution speaks for its whole folder, and a project for its own.</summary>
    private static void Visit(string top, List<string> projects, List<string> sources)
    {
        var next = new Stack<string>([top]);
        while (next.TryPop(out var folder))
        {
            var files = Directory.GetFiles(folder, "*", Here);
            var own = files.Where(file => HasExtension(file, ".sln") || HasExtension(file, ".slnx")).ToList();
            own = own.Count > 0 ? own : [.. files.Where(file => HasExtension(file, ".csproj"))];
            if (own.Count > 0)
            {
                projects.AddRange(own.Order(StringComparer.Ordinal));
                continue;
            }

            sources.AddRange(files.Where(file => HasExtension(file, ".cs")));
            foreach (var inner in Directory.GetDirectories(folder, "*", Here).Where(inner => !IsMade(Path.GetFileName(inner))))
            {
                next.Push(inner);
            }
        }
    }

    private static bool IsMade(string folder) => folder.StartsWith('.') || OfBuilds.Contains(folder, StringComparer.OrdinalIgnoreCase);

    private static bool IsProject(string file) => HasExtension(file, ".csproj") || HasExtension(file, ".sln") || HasExtension(file, ".slnx");

    private static bool HasExtension(string file, string extension) => Path.GetExtension(file).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
