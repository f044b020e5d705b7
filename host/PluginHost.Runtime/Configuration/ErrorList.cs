namespace PluginHost.Runtime.Configuration;

/// <summary>Collects the mistakes of one reading; none of them stops the others from being found.</summary>
/// <param name="file">The file that is read, as the user named it; <see langword="null"/> for the configuration itself.</param>
internal sealed class ErrorList(string? file = null)
{
    private readonly List<SettingError> _errors = [];
    private readonly List<SettingError> _warnings = [];
    private readonly HashSet<(string? File, int Line, int Column)> _ignored = [];

    public bool IsEmpty => _errors.Count == 0;

    /// <summary>Each error as often as it was found.</summary>
    public IReadOnlyList<SettingError> Found => _errors;

    public void Add(SettingError mistake)
    {
        // A placeholder or alias without a value would be blamed again for not being a number.
        if (!_ignored.Contains((mistake.File, mistake.Line, mistake.Column)))
        {
            _errors.Add(mistake);
        }
    }

    public void Add(int line, int column, string message) => Add(new SettingError(message, line, column) { File = file });

    public void Add(SettingNode at, string message) => Add(at.Line, at.Column, message);

    /// <summary>Takes over what was found in another file.</summary>
    public void Add(ErrorList other)
    {
        _errors.AddRange(other._errors);
        _warnings.AddRange(other._warnings);
        _ignored.UnionWith(other._ignored);
    }

    public void Warn(SettingNode at, string message) => _warnings.Add(new SettingError(message, at.Line, at.Column) { File = file });

    public void AddUnresolved(int line, int column, string message)
    {
        _errors.Add(new SettingError(message, line, column) { File = file });
        _ignored.Add((file, line, column));
    }

    /// <summary>Takes nothing more about a value: what is wrong with it is told already.</summary>
    public void Ignore(SettingNode value) => _ignored.Add((value.File, value.Line, value.Column));

    public IReadOnlyList<ConfigurationError> Errors(string configuration, SecretMask secrets) => Sorted(_errors, configuration, secrets);

    public IReadOnlyList<ConfigurationError> Warnings(string configuration, SecretMask secrets) => Sorted(_warnings, configuration, secrets);

    // Masked only here, when every secret of the file is known. A file that two devices name is told of once.
    private static IReadOnlyList<ConfigurationError> Sorted(List<SettingError> errors, string configuration, SecretMask secrets) =>
        [.. errors
            .Distinct()
            .OrderBy(error => error.File, StringComparer.Ordinal)
            .ThenBy(error => error.Line)
            .ThenBy(error => error.Column)
            .Select(error => new ConfigurationError(
                error.File is null ? configuration : OneLine(secrets.Mask(error.File)), error.Line, error.Column, OneLine(secrets.Mask(error.Message))))];

    private static string OneLine(string message) =>
        message.Any(char.IsControl) ? string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c)) : message;
}
