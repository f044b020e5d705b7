namespace PluginHost.Runtime.Configuration;

/// <summary>Collects the mistakes of one reading; none of them stops the others from being found.</summary>
internal sealed class ErrorList
{
    private readonly List<SettingError> _errors = [];
    private readonly List<SettingError> _warnings = [];
    private readonly HashSet<(int Line, int Column)> _unresolved = [];

    public bool IsEmpty => _errors.Count == 0;

    public void Add(int line, int column, string message)
    {
        // A placeholder or alias without a value would be blamed again for not being a number.
        if (!_unresolved.Contains((line, column)))
        {
            _errors.Add(new SettingError(message, line, column));
        }
    }

    public void Add(SettingNode at, string message) => Add(at.Line, at.Column, message);

    public void Warn(SettingNode at, string message) => _warnings.Add(new SettingError(message, at.Line, at.Column));

    public void AddUnresolved(int line, int column, string message)
    {
        _errors.Add(new SettingError(message, line, column));
        _unresolved.Add((line, column));
    }

    public IReadOnlyList<ConfigurationError> Errors(string file, SecretMask secrets) => Sorted(_errors, file, secrets);

    public IReadOnlyList<ConfigurationError> Warnings(string file, SecretMask secrets) => Sorted(_warnings, file, secrets);

    // Masked only here, when every secret of the file is known.
    private static IReadOnlyList<ConfigurationError> Sorted(List<SettingError> errors, string file, SecretMask secrets) =>
        [.. errors
            .OrderBy(error => error.Line)
            .ThenBy(error => error.Column)
            .Select(error => new ConfigurationError(file, error.Line, error.Column, OneLine(secrets.Mask(error.Message))))];

    private static string OneLine(string message) =>
        message.Any(char.IsControl) ? string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c)) : message;
}
