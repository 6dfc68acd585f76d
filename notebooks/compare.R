# Options side by side, with base R alone: the same as compare.ipynb.
#   Rscript notebooks/compare.R [RESULTS [FIGURES]]
# RESULTS is a folder of results (default: that of `make run`), FIGURES a folder for the pictures (default: RESULTS/figures).

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments) >= 1) arguments[1] else "out/mali-2023"
figures <- if (length(arguments) >= 2) arguments[2] else file.path(folder, "figures")
dir.create(figures, showWarnings = FALSE, recursive = TRUE)

runs <- read.csv(file.path(folder, "runs.csv"))
options_all <- unique(runs$option)
reference <- options_all[1]

# ---- units: of each name the first in datapackage.json, which is that of runs.csv ----

lines <- trimws(readLines(file.path(folder, "datapackage.json"), encoding = "UTF-8"))
value_of <- function(line) sub('^"[a-z]+": "(.*)",?$', "\\1", line)
unit_of <- function(metric) {
  at <- which(lines == sprintf('"name": "%s",', metric))[1]
  unit <- lines[at + 2]
  if (startsWith(unit, '"unit"')) value_of(unit) else ""
}
label <- function(metric) {
  unit <- unit_of(metric)
  if (unit == "") metric else sprintf("%s [%s]", metric, unit)
}

# ---- paired differences: world 0 is no draw, a failed replication drops its pair ----

drawn <- runs[runs$world > 0 & runs$status == "ok", ]
paired <- function(metric) {
  wide <- reshape(drawn[c("option", "world", "replication", metric)], direction = "wide",
                  idvar = c("world", "replication"), timevar = "option", v.names = metric)
  names(wide) <- sub(paste0("^", metric, "\\."), "", names(wide))
  differences <- wide[options_all[-1]] - wide[[reference]]
  whole <- complete.cases(differences)
  list(world = wide$world[whole], at = differences[whole, , drop = FALSE])
}

# Mean difference and the half-width of its 95 % interval, from the means of worlds.
compared <- function(metric) {
  pairs <- paired(metric)
  worlds <- aggregate(pairs$at, list(world = pairs$world), mean)[options_all[-1]]
  data.frame(difference = colMeans(worlds), half_width = 1.96 * sapply(worlds, sd) / sqrt(nrow(worlds)))
}

headline <- c("resp_rmean_h", "reach_6h", "deaths", "cost_musd")
for (metric in headline) {
  cat("\n", label(metric), ", difference to ", reference, "\n", sep = "")
  print(round(compared(metric), 4))
}

# compare.csv says the same: its differences are the means of these pairs.
told <- read.csv(file.path(folder, "compare.csv"))
for (metric in headline) {
  means <- colMeans(paired(metric)$at)
  theirs <- told[told$metric == metric, ]
  apart <- max(abs(means - theirs$difference[match(names(means), theirs$option)]))
  stopifnot(apart < 1e-9 * max(1, abs(unlist(paired(metric)$at))))
}

# ---- pictures ----

picture <- function(name, width, height, draw) {
  png(file.path(figures, paste0(name, ".png")), width = width, height = height, res = 100, type = "cairo")
  draw()
  invisible(dev.off())
}
colours <- palette.colors(length(options_all), "Okabe-Ito", recycle = TRUE)

picture("differences", 1500, 450, function() {
  par(mfrow = c(1, length(headline)), mar = c(5, 1, 2, 1), oma = c(0, 12, 2, 0))
  for (metric in headline) {
    table <- compared(metric)[rev(options_all[-1]), ]
    low <- table$difference - table$half_width
    high <- table$difference + table$half_width
    plot(table$difference, seq_len(nrow(table)), xlim = range(low, high, 0), yaxt = "n", ylab = "", xlab = label(metric),
         pch = 19, ylim = c(0.5, nrow(table) + 0.5))
    segments(low, seq_len(nrow(table)), high, seq_len(nrow(table)))
    abline(v = 0, col = "grey")
    if (metric == headline[1]) axis(2, seq_len(nrow(table)), rownames(table), las = 1, tick = FALSE)
  }
  mtext(sprintf("Difference to %s, mean and 95 %% interval over %d worlds", reference, length(unique(drawn$world))),
        outer = TRUE)
})

picture("response", 800, 550, function() {
  hours <- c(1, 3, 6, 24, 72)
  columns <- sprintf("reach_%dh", hours)
  curves <- 100 * sapply(options_all, function(option) colMeans(drawn[drawn$option == option, columns]))
  matplot(hours, curves, type = "b", log = "x", xaxt = "n", lty = 1, pch = 19, col = colours, ylim = c(0, max(curves)),
          xlab = "hours after the onset", ylab = "attacks reached, %")
  axis(1, hours)
  legend("topleft", options_all, col = colours, lty = 1, pch = 19, bty = "n", cex = 0.8)
})

places <- read.csv(file.path(folder, "places.csv"))
draw_map <- function(option) {
  own <- places[places$option == option, ]
  near <- own[own$metric == "covered_6h", ]
  people <- own[own$metric == "persons" & own$value >= 1, ]
  shades <- hcl.colors(11, "viridis")
  plot(near$lon, near$lat, pch = 19, cex = 0.8, col = shades[1 + round(10 * near$value)], asp = 1.05, main = option,
       xlab = "longitude", ylab = "latitude")
  points(people$lon, people$lat, pch = 0, cex = sqrt(people$value) / 20)
  text(people$lon, people$lat, people$place, pos = 4, cex = 0.6)
}
picture("map", 1400, 650, function() {
  least <- names(which.min(colMeans(paired("reach_6h")$at)))
  par(mfrow = c(1, 2), oma = c(0, 0, 2, 0))
  draw_map(reference)
  draw_map(least)
  mtext("Localities by the share of time in which help is less than 6 h away, dark 0 to yellow 1; camps by people",
        outer = TRUE)
})
cat("\n", paste(file.path(figures, list.files(figures, "png$")), collapse = "\n"), "\n", sep = "")
