using PluginHost.Server.Cli;

// A driver may block the thread it is called on. 64 openings may be under way at once, so as many threads must be there at
// once too: the pool adds further ones only slowly, and until then nobody would answer the API.
ThreadPool.GetMinThreads(out var workers, out var completions);
ThreadPool.SetMinThreads(Math.Max(workers, 64 + Environment.ProcessorCount), completions);

var code = await CommandLine.RunAsync(args);

// A plugin may have started threads that would keep the process alive.
Environment.Exit(code);
