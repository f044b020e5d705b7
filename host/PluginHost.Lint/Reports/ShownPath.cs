namespace PluginHost.Lint.Reports;

/// <summary>A path as it is shown: from the current folder where it lies in there, else whole.</summary>
internal static class ShownPath
{
    public static string Of(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return IsBelow(relative) ? relative : path;
    }

    /// <summary>Whether a path relative to the current folder stays in there.</summary>
    public static bool IsBelow(string relative) => !Path.IsPathRooted(relative) && relative.Split('/', '\\')[0] != "..";
}
