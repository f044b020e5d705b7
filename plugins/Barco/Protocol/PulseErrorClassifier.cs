namespace PluginHost.Barco.Protocol;

/// <summary>Sorts error replies by code and, because firmwares disagree about codes, by text.</summary>
internal static class PulseErrorClassifier
{
    private const string BusyText = "busy transitioning";

    private static readonly string[] MissingTexts = ["does not exist", "doesn't exist", "not found", "no such", "unknown"];

    public static PulseErrorClass Classify(int code, string message)
    {
        if (ClosesConnection(code))
        {
            return PulseErrorClass.Permanent;
        }

        if (IsBusy(code, message))
        {
            return PulseErrorClass.Busy;
        }

        return code switch
        {
            PulseErrorCodes.NotFound => PulseErrorClass.State,
            PulseErrorCodes.AccessDenied => PulseErrorClass.Auth,
            PulseErrorCodes.InvalidParameters => PulseErrorClass.Permanent,
            PulseErrorCodes.ServerError when NamesMissingMember(message) => PulseErrorClass.State,
            _ => PulseErrorClass.CommandFailed,
        };
    }

    /// <summary>
    /// Sorts an error reply to a login. The code of a refused PIN was never recorded, so whatever is
    /// not busy is a refusal.
    /// </summary>
    public static PulseErrorClass ClassifyLogin(int code, string message) =>
        IsBusy(code, message) ? PulseErrorClass.Busy : PulseErrorClass.Auth;

    public static bool ClosesConnection(int code) =>
        code is PulseErrorCodes.ParseError or PulseErrorCodes.InvalidRequest;

    // One firmware sends the busy text with -32009, another the same text with the general -32000.
    private static bool IsBusy(int code, string message) =>
        code == PulseErrorCodes.Busy || message.Contains(BusyText, StringComparison.OrdinalIgnoreCase);

    // The general code also carries what the projector's internal bus says of an object that is not there.
    private static bool NamesMissingMember(string message) =>
        (message.Contains("method", StringComparison.OrdinalIgnoreCase)
            || message.Contains("interface", StringComparison.OrdinalIgnoreCase))
        && MissingTexts.Any(text => message.Contains(text, StringComparison.OrdinalIgnoreCase));
}
