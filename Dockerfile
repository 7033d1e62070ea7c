# One image; which app runs is the command. Builds with the packages of the lock file, runs without a shell user's rights.
# Without a command it is the API, which needs DATABASE_URL (a Postgres that `setup` has filled), KAFKA_BROKERS, and the key in /data. What
# `npm start` starts cannot run here: it brings its own Postgres, which is not in the image.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# What tests and benchmarks run, the product does not: among it itself, under a clock that anybody can turn.
RUN npm run build && rm -rf dist/test dist/test-bin && npm prune --omit=dev --omit=optional

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/data ./data
COPY --from=build /app/libs/taakstelling/policy ./libs/taakstelling/policy
COPY --from=build /app/libs/matching/policy ./libs/matching/policy
COPY --from=build /app/libs/koppeling/policy ./libs/koppeling/policy
COPY --from=build /app/libs/dwellings/policy ./libs/dwellings/policy
COPY --from=build /app/libs/exchanges/policy ./libs/exchanges/policy
RUN mkdir /data && chown node:node /data
USER node
# From outside the container nobody reaches its loopback.
ENV HOST=0.0.0.0 DATA_FOLDER=/data
EXPOSE 3000
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "dist/bin/api.js"]
